package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.consent.Consents;
import cn.tongxing.idp.identity.PersonProfile;
import cn.tongxing.idp.identity.Profiles;
import cn.tongxing.idp.protocol.Endpoints;
import cn.tongxing.idp.protocol.page.ConsentPage;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Fills in the page that asks. Everything asked for is needed: agreeing means all of it. */
@Component
class ConsentPages {

  /** Version of what the page says; recorded with each agreement. Raise it with the wording. */
  static final String TEXT_VERSION = "2026-11-27";

  /**
   * SHA-256 of what the page says in the base catalogue; a test compares: new words, new version.
   */
  static final String TEXT_DIGEST =
      "15341fa1c9caf609e59a019b5a74e9dfb6bd222512a73d55a9a1552d6077c255";

  private final Browser browser;
  private final Profiles profiles;

  ConsentPages(Browser browser, Profiles profiles) {
    this.browser = browser;
    this.profiles = profiles;
  }

  ConsentPage page(
      String interaction, String mark, Client client, Decision.Ask ask, Locale locale) {
    return new ConsentPage(
        client.presentation().name().in(locale),
        client.presentation().department().in(locale),
        client.presentation().purpose().in(locale),
        ask.person()
            .name()
            .map(PersonName::masked)
            .or(() -> profiles.opened(ask.person().id()).map(opened -> opened.in(locale)))
            .orElse(""),
        Consents.ordered(ask.scopes()).stream()
            .map(scope -> new ConsentPage.Item(scope, example(scope, ask.person()), true))
            .toList(),
        Endpoints.AUTHORIZE + "/consent?i=" + interaction,
        browser.step(mark, meaning(interaction, ask.person(), ask.scopes())));
  }

  /** What exactly the person is looking at: agreeing to it agrees to nothing else. */
  static String meaning(String interaction, PersonProfile person, Set<String> scopes) {
    return "consent "
        + interaction
        + " "
        + person.id()
        + " "
        + String.join(" ", new TreeSet<>(scopes));
  }

  private static String example(String scope, PersonProfile person) {
    return switch (scope) {
      case "profile", "realname" -> person.name().map(PersonName::masked).orElse("");
      case "phone" -> person.phone().map(PhoneNumber::masked).orElse("");
      default -> "";
    };
  }
}
