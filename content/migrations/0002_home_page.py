"""Puts a home page of the portal in the place of Wagtail's welcome page, so that a new site never greets as Wagtail's."""

from django.db import migrations


def replace_welcome_page(apps, schema_editor):
    page_model = apps.get_model("wagtailcore", "Page")
    root = page_model.objects.filter(depth=1).first()
    welcome = page_model.objects.filter(
        depth=2, slug="home", content_type__app_label="wagtailcore", content_type__model="page"
    ).first()
    if root is None or welcome is None or page_model.objects.filter(depth=2).count() != 1:
        return
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="content", model="homepage"
    )
    home = apps.get_model("content", "HomePage").objects.create(
        title="Home",
        draft_title="Home",
        slug="home",
        heading="Educator Portal",
        summary="Certification of educators, coaches and early childhood professionals.",
        actions=[],
        audiences=[],
        body=[],
        content_type=content_type,
        locale=welcome.locale,
        path=f"{root.path}0002",
        depth=2,
        numchild=0,
        url_path="/home/",
    )
    apps.get_model("wagtailcore", "Site").objects.filter(root_page=welcome.pk).update(
        root_page=home.pk
    )
    welcome.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(replace_welcome_page, migrations.RunPython.noop)]
