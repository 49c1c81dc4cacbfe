package cn.tongxing.idp.identity;

import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.List;
import java.util.Optional;

/**
 * Published synchronously inside the transaction in which an account gets another phone. {@link
 * WayEnded} follows where it had one: sessions that rest on that alone end in it too.
 *
 * @param signIn by whose proof, if a sign-in did it: that one and its session go on
 */
public record PhoneChanged(
    PersonId person,
    List<PhoneNumber> old,
    PhoneNumber fresh,
    Optional<SignInId> signIn,
    RequestOrigin origin) {
  public PhoneChanged {
    old = List.copyOf(old);
  }
}
