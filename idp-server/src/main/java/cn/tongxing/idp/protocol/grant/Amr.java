package cn.tongxing.idp.protocol.grant;

import cn.tongxing.adapter.spi.Factor;
import cn.tongxing.idp.kernel.AuthenticationAssurance;
import cn.tongxing.idp.session.Authentications;
import java.util.ArrayList;
import java.util.List;

/** Authentication methods references ({@code amr}): what tokens say of how a person was shown. */
public final class Amr {

  private Amr() {}

  /** Factors (RFC 8176), {@code mfa} for two kinds or more, and the ways they were shown. */
  public static List<String> of(Authentications shown) {
    var amr = new ArrayList<>(shown.factors().stream().map(Factor::amr).sorted().toList());
    if (AuthenticationAssurance.isOfSeveralKinds(shown.factors())) {
      amr.add("mfa");
    }
    shown.methods().forEach(method -> amr.add("urn:tongxing:method:" + method));
    return amr;
  }
}
