package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;

/**
 * What this authorization has been through.
 *
 * @param signIn the sign-in that was begun for it; done only if the session names it
 * @param agreed whether the person has agreed on a page of it
 */
record Progress(Optional<SignInId> signIn, boolean agreed) {
  static final Progress NONE = new Progress(Optional.empty(), false);
}
