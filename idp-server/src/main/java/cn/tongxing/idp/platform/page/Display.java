package cn.tongxing.idp.platform.page;

import cn.tongxing.idp.session.OwnCookie;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a page is to be shown, read when a template asks: request attribute {@value #ATTRIBUTE}.
 *
 * <p>The links of the switches are relative ({@code ?…}): they lead to the same page with one
 * parameter changed and cannot be made to lead elsewhere, whatever the path.
 */
public final class Display {

  static final String ATTRIBUTE = "display";

  /** Query parameter and cookie that choose the mode. */
  static final String PARAMETER = "view";

  static final String ELDER = "elder";
  static final String STANDARD = "standard";

  private final HttpServletRequest request;

  Display(HttpServletRequest request) {
    this.request = request;
  }

  /** Whether to show the version for older people: larger text, larger targets, more contrast. */
  public boolean isElder() {
    return chosen(request.getParameter(PARAMETER))
        .or(() -> OwnCookie.VIEW.of(request).flatMap(Display::chosen))
        .filter(ELDER::equals)
        .isPresent();
  }

  /** Link to the same page in the other mode. */
  public String getOtherMode() {
    return with(PARAMETER, isElder() ? STANDARD : ELDER);
  }

  /** The same, to follow an address that says all else. */
  public String getOtherModeOnly() {
    return "?" + PARAMETER + "=" + (isElder() ? STANDARD : ELDER);
  }

  /** Links to the same page in each language. */
  public List<LanguageLink> getLanguages() {
    return PageLanguages.offered(request).stream()
        .map(language ->
            new LanguageLink(
                language.tag(),
                language.name(),
                with(PageLanguages.CHOICE, language.tag(), PageLanguages.ASKED)))
        .toList();
  }

  /** The same page in a language. */
  public record LanguageLink(String tag, String name, String href) {}

  /** The value if it is one of the two modes. */
  static Optional<String> chosen(@Nullable String value) {
    return Optional.ofNullable(value).filter(List.of(ELDER, STANDARD)::contains);
  }

  /** The query with one parameter set anew, and without those that it overrules. */
  private String with(String parameter, String value, String... overruled) {
    Set<String> gone = new HashSet<>(List.of(overruled));
    gone.add(parameter);
    List<String> pairs = new ArrayList<>();
    for (String pair : query().split("&", -1)) {
      if (!pair.isEmpty() && !gone.contains(pair.split("=", 2)[0])) {
        pairs.add(pair);
      }
    }
    pairs.add(parameter + "=" + value);
    return "?" + String.join("&", pairs);
  }

  /** The query of what the person asked for, also on the error page that answers it. */
  private String query() {
    Object ofFailed = request.getAttribute(RequestDispatcher.ERROR_QUERY_STRING);
    String own = request.getQueryString();
    return ofFailed instanceof String failed ? failed : own == null ? "" : own;
  }
}
