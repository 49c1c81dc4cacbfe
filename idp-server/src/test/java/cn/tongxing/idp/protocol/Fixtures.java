package cn.tongxing.idp.protocol;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.testing.identity.ClientFixtures;

/** What requests of tests hold. */
public final class Fixtures {

  /** The verifier of RFC 7636 Appendix B, and its challenge. */
  public static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  public static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  public static final String REDIRECT_URI = ClientFixtures.REDIRECT_URI;

  private Fixtures() {}

  public static Client client(String id) {
    return ClientFixtures.confidential(id);
  }
}
