package cn.tongxing.idp.session.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.session.Browsers;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.FormProof.Form;
import cn.tongxing.idp.session.OwnCookie;
import cn.tongxing.idp.testing.Clause;
import cn.tongxing.idp.testing.identity.IdentitySlice;
import jakarta.servlet.http.Cookie;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** A form counts in the browser it was shown to, for what it was shown for, and nowhere else. */
@IdentitySlice
@Clause("N2")
class ShownFormsTest {

  private static final Form FORM = new Form("me", "remove passkey");

  @Autowired private FormProof proofs;
  @Autowired private Browsers browsers;

  private static MockHttpServletRequest with(String mark) {
    var request = new MockHttpServletRequest();
    request.setCookies(new Cookie(OwnCookie.BROWSER.called(), mark));
    return request;
  }

  /** The mark that a new browser is given, beside the proof of a form. */
  private record Shown(String mark, String proof) {}

  private Shown shown(Form form) {
    var answer = new MockHttpServletResponse();
    String proof = proofs.of(form, new MockHttpServletRequest(), answer);
    String cookie = answer.getHeaders("Set-Cookie").getFirst();
    assertThat(answer.getHeaders("Set-Cookie")).as("one mark for a browser").hasSize(1);
    return new Shown(cookie.replaceAll("^[^=]*=([^;]*).*", "$1"), proof);
  }

  @Test
  void aFormHoldsInItsBrowserForItsMeaning() {
    Shown here = shown(FORM);
    Shown elsewhere = shown(FORM);

    assertThat(here.mark()).matches("[A-Za-z0-9_-]{32}").isNotEqualTo(elsewhere.mark());
    assertThat(here.proof()).isNotEqualTo(elsewhere.proof());
    assertThat(proofs.holds(here.proof(), FORM, with(here.mark()))).isTrue();
    assertThat(proofs.holds(here.proof(), FORM, with(elsewhere.mark()))).isFalse();
    assertThat(proofs.holds(here.proof(), new Form("me", "add passkey"), with(here.mark())))
        .isFalse();
    assertThat(proofs.holds(here.proof(), new Form("login", FORM.meaning()), with(here.mark())))
        .isFalse();
  }

  @Test
  void aBrowserWithoutAMarkHasShownNothing() {
    assertThat(proofs.holds(shown(FORM).proof(), FORM, new MockHttpServletRequest())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "!", "AAAA", "not base64 at all"})
  void whatIsNoProofIsRefused(String presented) {
    assertThat(proofs.holds(presented, FORM, with(shown(FORM).mark()))).isFalse();
  }

  @Test
  void aMarkIsGivenOnceToARequestAndKeptByTheBrowser() {
    var request = new MockHttpServletRequest();
    var answer = new MockHttpServletResponse();
    byte[] given = browsers.given(request, answer);

    assertThat(browsers.given(request, answer)).isEqualTo(given);
    assertThat(browsers.known(request)).hasValueSatisfying(it -> assertThat(it).isEqualTo(given));
    assertThat(answer.getHeaders("Set-Cookie")).hasSize(1);

    Shown kept = shown(FORM);
    var again = new MockHttpServletResponse();
    assertThat(browsers.given(with(kept.mark()), again)).hasSize(32);
    assertThat(again.getHeaders("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "0123456789012345678901234567890!",
        "012345678901234567890123456789012"
      })
  void aMarkOfAnotherFormIsNone(String mark) {
    assertThat(browsers.known(with(mark))).isEmpty();
  }
}
