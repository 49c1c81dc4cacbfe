package cn.tongxing.idp.identity;

import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.RequestOrigin;
import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;

/**
 * A phone is the person's no more and none took its place: whoever has the number now may have been
 * signed in by it. Published synchronously, in the transaction that ends the binding: sessions that
 * rest on a phone alone end in it too.
 *
 * @param signIn by whose proof, if a sign-in of the person's did it: its session goes on
 */
public record PhoneEnded(PersonId person, Optional<SignInId> signIn, RequestOrigin origin) {}
