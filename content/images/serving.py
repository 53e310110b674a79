"""Pictures as files, where the web process itself serves them: those of a private collection only to whom may see them.

A proxy or a store in front serves by address alone, and must leave private collections to this view.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.static import serve
from wagtail.images import get_image_model
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import policy_registry

SEEN_BY_EDITORS = ["add", "change", "delete", "choose"]


def show_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with the file of a picture or of one of its sizes."""
    is_private = CollectionViewRestriction.objects.exists() and _check_privacy(request, path)
    answer: HttpResponseBase = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if is_private:
        patch_cache_control(answer, private=True)
    return answer


def _check_privacy(request: HttpRequest, path: str) -> bool:
    """Tell whether a picture is private; raises PermissionDenied where it is to whoever asks."""
    image = _find_image(path)
    restrictions = list(image.collection.get_view_restrictions())
    if restrictions and not _may_see(request, image, restrictions):
        raise PermissionDenied
    return bool(restrictions)


def _find_image(path: str) -> Any:
    """Return the picture whose file, or the file of whose size, that is."""
    known = get_image_model().objects.select_related("collection")
    image = known.filter(Q(file=path) | Q(renditions__file=path)).first()
    if image is None:
        raise Http404
    return image


def _may_see(request: Any, image: Any, restrictions: list[Any]) -> bool:
    if all(each.accept_request(request) for each in restrictions):
        return True
    policy = policy_registry.get_by_type(get_image_model())
    return bool(policy.user_has_any_permission_for_instance(request.user, SEEN_BY_EDITORS, image))
