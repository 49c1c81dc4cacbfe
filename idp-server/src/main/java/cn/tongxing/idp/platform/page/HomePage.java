package cn.tongxing.idp.platform.page;

import java.util.List;
import java.util.Optional;

/**
 * View {@code home}: the identity provider's own start page.
 *
 * @param account masked name of who is signed in; empty if nobody is
 * @param signOut address of the page that asks whether to sign out
 * @param applications what a self-service machine offers; empty in any other browser
 */
public record HomePage(Optional<String> account, String signOut, List<Application> applications) {
  public HomePage {
    applications = List.copyOf(applications);
  }

  /**
   * An application, in the page's language.
   *
   * @param home address of its home page
   */
  public record Application(String name, String department, String home) {}
}
