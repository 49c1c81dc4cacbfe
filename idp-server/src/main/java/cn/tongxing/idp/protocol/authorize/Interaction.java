package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.kernel.SignInId;
import java.util.Optional;

/**
 * An authorization under way.
 *
 * @param browser hash of the cookie of the browser it belongs to; empty for a request that came by
 *     POST and has not been looked at in a browser of ours
 * @param signIn that was begun for it
 */
public record Interaction(
    String id, Parameters parameters, Optional<String> browser, Optional<SignInId> signIn) {}
