"""Who may do what with a page: Wagtail's rules, but publishing past the second person is for administrators alone."""

from wagtail.models import PagePermissionTester


class FourEyesPermissionTester(PagePermissionTester):
    """Takes from the permission to publish what would pass by the review of content.editing.workflow.

    It still lets its holder unpublish, reorder, move, restrict and take a schedule back.
    """

    def can_publish(self) -> bool:
        """Say whether somebody may publish this page without anybody's review."""
        return bool(self.user.is_superuser and super().can_publish())

    def can_publish_subpage(self) -> bool:
        """Say whether somebody may publish a new page below this one without anybody's review."""
        return bool(self.user.is_superuser and super().can_publish_subpage())

    def can_set_view_restrictions(self) -> bool:
        """Leave this to the permission to publish."""
        return bool(super().can_publish())

    def can_unschedule(self) -> bool:
        """Leave this to the permission to publish: a schedule taken back shows nothing to anybody."""
        return bool(super().can_publish())

    def can_release(self) -> bool:
        """Leave to the permission to publish that a version which others wrote is published with a release."""
        return bool(super().can_publish())
