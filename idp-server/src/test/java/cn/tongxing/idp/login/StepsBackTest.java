package cn.tongxing.idp.login;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.identity.AccountRule;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.login.page.Page;
import cn.tongxing.idp.testing.Clause;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Back from where a way came to a stand, over the pages; all questions are in {@code StepsTest}.
 */
@Clause("issue 5 item 37: back")
class StepsBackTest extends SignInTest {

  private Page at(SignInId id, String step) throws Exception {
    return (Page)
        browser.get("/sign-in/" + id + "/" + step).getModelAndView().getModel().get("page");
  }

  private String before() {
    return browser.frame().before().replaceAll(".*/", "");
  }

  /** The page says so: the name may be written wrong. */
  @Test
  void whoseNameNobodyCanCompareGoesBackToItAndMendsIt() throws Exception {
    SignInId id = begin();
    String number = newNumber();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person("王𠮷", number));
    browser.go(id, "submit", Map.of("phone", "13300134001"));
    Page down = browser.go(id, "submit", Map.of("code", outbox.lastCode("13300134001")));
    assertThat(((Page.WayUnavailable) down).instead().again()).isFalse();
    assertThat(before()).isEqualTo("adapter-form");

    Page.AdapterForm form = (Page.AdapterForm) at(id, "adapter-form");
    assertThat(form.form().values()).containsEntry("name", "王𠮷");
    assertThat(browser.go(id, "submit", TestAdapters.person(NAME, number)))
        .isInstanceOf(Page.OfferCredential.class);
    assertThat(isSignedIn(browser, id)).isTrue();
  }

  @Test
  void fromAnUpstreamThatIsDownTheFormIsOneStepBack() throws Exception {
    SignInId id = begin();
    browser.go(id, "method:test-form", Map.of());
    browser.go(id, "submit", TestAdapters.person("王宕", newNumber()));
    browser.go(id, "submit", Map.of("phone", "13300134002"));
    Page down = browser.go(id, "submit", Map.of("code", outbox.lastCode("13300134002")));
    assertThat(down).isInstanceOf(Page.WayUnavailable.class);
    assertThat(before()).isEqualTo("adapter-form");
  }

  /** Two who share a phone. */
  private SignInId atTheTail(String first, String second, String phone) throws Exception {
    register(NAME, first, phone);
    pauseIsOver();
    browser = newBrowser();
    register(NAME, second, phone);
    pauseIsOver();
    browser = newBrowser();
    SignInId id = begin();
    browser.go(id, "method:sms", Map.of());
    browser.go(id, "submit", Map.of("phone", phone));
    assertThat(browser.go(id, "submit", Map.of("code", outbox.lastCode(phone))))
        .isInstanceOf(Page.DocumentTail.class);
    return id;
  }

  @Test
  void fromTheEndOfTheDocumentAnotherPhoneIsOneStepBack() throws Exception {
    SignInId id = atTheTail(newNumber(), newNumber(), "13300134003");
    assertThat(before()).isEqualTo("phone-form");
    assertThat(((Page.PhoneForm) at(id, "phone-form")).phone()).isEqualTo("13300134003");
    assertThat(at(id, "document-tail")).as("looking").isInstanceOf(Page.DocumentTail.class);

    at(id, "phone-form");
    Page code = browser.go(id, "submit", Map.of("phone", "13300134004"));
    assertThat(((Page.CodeForm) code).phone()).endsWith("4004");
    Page next = browser.go(id, "submit", Map.of("code", outbox.lastCode("13300134004")));
    assertThat(next).as("nobody has it").isInstanceOf(Page.AdapterForm.class);
  }

  @Test
  void whoWentBackFromThereAndWantsTheSameNumberComesToItAgainWithoutAnotherCode()
      throws Exception {
    String number = newNumber();
    SignInId id = atTheTail(newNumber(), number, "13300133007");
    int codes = outbox.to("13300133007").size();
    at(id, "phone-form");
    assertThat(browser.go(id, "submit", Map.of("phone", "133 0013 3007")))
        .isInstanceOf(Page.DocumentTail.class);
    assertThat(outbox.to("13300133007")).hasSize(codes);
    browser.press(id, "submit", Map.of("tail", number.substring(number.length() - 6)));
    assertThat(isSignedIn(browser, id)).isTrue();

    pauseIsOver();
    browser = newBrowser();
    SignInId later = begin();
    browser.go(later, "method:sms", Map.of());
    browser.go(later, "submit", Map.of("phone", "13300133007"));
    browser.go(later, "submit", Map.of("code", outbox.lastCode("13300133007")));
    at(later, "phone-form");
    pauseIsOver();
    clock.pass(AccountRule.FRESH);
    assertThat(browser.go(later, "submit", Map.of("phone", "13300133007")))
        .as("the code counts no longer")
        .isInstanceOf(Page.CodeForm.class);
  }

  @Test
  void fromThePasswordChosenInsteadTheEndOfTheDocumentIsOneStepBack() throws Exception {
    String number = newNumber();
    SignInId id = atTheTail(newNumber(), number, "13300134008");
    assertThat(browser.go(id, "method:password", Map.of())).isInstanceOf(Page.PasswordForm.class);
    assertThat(before()).isEqualTo("document-tail");
    assertThat(at(id, "phone-form")).isInstanceOf(Page.PhoneForm.class);
    assertThat(at(id, "document-tail")).as("looking").isInstanceOf(Page.DocumentTail.class);
    String tail = number.substring(number.length() - 6);
    browser.press(id, "submit", Map.of("tail", tail));
    assertThat(isSignedIn(browser, id)).isTrue();

    browser = newBrowser();
    pauseIsOver();
    SignInId other = atTheTail(newNumber(), newNumber(), "13300134009");
    browser.go(other, "other-ways", Map.of());
    browser.go(other, "method:password", Map.of());
    assertThat(before()).as("from where it was chosen").isEqualTo("choose-method");
  }

  @Test
  void fromNotMineTheEndOfTheDocumentIsOneStepBackUntilItIsDone() throws Exception {
    String number = newNumber();
    SignInId id = atTheTail(newNumber(), number, "13300134005");
    browser.go(id, "not-mine", Map.of());
    assertThat(before()).isEqualTo("document-tail");
    assertThat(at(id, "document-tail")).isInstanceOf(Page.DocumentTail.class);
    String tail = number.substring(number.length() - 6);
    browser.press(id, "submit", Map.of("tail", tail));
    assertThat(isSignedIn(browser, id)).isTrue();

    browser = newBrowser();
    pauseIsOver();
    SignInId other = atTheTail(newNumber(), newNumber(), "13300134006");
    browser.go(other, "not-mine", Map.of());
    assertThat(((Page.NotMine) browser.go(other, "submit", Map.of())).done()).isTrue();
    assertThat(before()).isEqualTo("phone-form");
    assertThat(browser.get("/sign-in/" + other + "/document-tail").getResponse().getStatus())
        .isEqualTo(303);
  }
}
