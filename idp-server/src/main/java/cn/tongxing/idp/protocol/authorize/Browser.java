package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.session.Browsers;
import cn.tongxing.idp.session.FormProof;
import cn.tongxing.idp.session.FormProof.Form;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Proves that a page was shown to a browser. */
@Component
public class Browser {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

  private final Browsers browsers;
  private final FormProof proofs;
  private final SecureRandom random;

  Browser(Browsers browsers, FormProof proofs, SecureRandom random) {
    this.browsers = browsers;
    this.proofs = proofs;
    this.random = random;
  }

  /** The browser's mark, if it has one. */
  public Optional<String> mark(HttpServletRequest request) {
    return browsers.known(request).map(ENCODER::encodeToString);
  }

  /** The browser's mark; gives it one if it has none. */
  public String markOrNew(HttpServletRequest request, HttpServletResponse response) {
    return ENCODER.encodeToString(browsers.given(request, response));
  }

  /** Proof that a page with this meaning was shown to this browser. */
  public String step(String mark, String meaning) {
    return proofs.of(browser(mark), new Form("protocol", meaning));
  }

  /** Whether the proof is of this page and browser. */
  public boolean isStep(String presented, String mark, String meaning) {
    return proofs.holds(presented, browser(mark), new Form("protocol", meaning));
  }

  private static byte[] browser(String mark) {
    return Base64.getUrlDecoder().decode(mark);
  }

  /** So many random bytes in base64url. */
  String randomText(int bytes) {
    byte[] value = new byte[bytes];
    random.nextBytes(value);
    return ENCODER.encodeToString(value);
  }
}
