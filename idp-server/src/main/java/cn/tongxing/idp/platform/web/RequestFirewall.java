package cn.tongxing.idp.platform.web;

import org.springframework.security.web.firewall.StrictHttpFirewall;

/**
 * Spring Security's strict HTTP firewall, which looks at every header and parameter name that is
 * read, by a loop instead of a regular expression. It refuses what that refuses: characters that
 * are unassigned or controls; a tab may stand in the value of a header.
 */
final class RequestFirewall extends StrictHttpFirewall {

  RequestFirewall() {
    setAllowedHeaderNames(name -> isAllowed(name, false));
    setAllowedHeaderValues(value -> isAllowed(value, true));
    setAllowedParameterNames(name -> isAllowed(name, false));
  }

  static boolean isAllowed(String text, boolean withTabs) {
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      boolean plain = character >= ' ' && character <= '~';
      if (!plain && !(withTabs && character == '\t') && !isAssignedAndNoControl(character)) {
        return false;
      }
      at += Character.charCount(character);
    }
    return true;
  }

  private static boolean isAssignedAndNoControl(int character) {
    int type = Character.getType(character);
    return type != Character.UNASSIGNED && type != Character.CONTROL;
  }
}
