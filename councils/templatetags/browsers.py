from django import template
from django.utils.translation import gettext as _

register = template.Library()

# In this order: Edge calls itself Chrome as well, Chrome calls itself Safari, and Android calls itself Linux.
BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "FxiOS": "Firefox", "CriOS": "Chrome"}
BROWSERS |= {"Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "CrOS": "ChromeOS", "Windows": "Windows"}
SYSTEMS |= {"Macintosh": "Mac", "Linux": "Linux"}


@register.filter
def browser(user_agent: str) -> str:
    """ "Firefox on Windows", of what a browser says of itself; the whole of it where it says neither."""
    name = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    if name and system:
        return _("%(browser)s on %(system)s") % {"browser": name, "system": system}
    return name or user_agent or _("A browser that does not say what it is")
