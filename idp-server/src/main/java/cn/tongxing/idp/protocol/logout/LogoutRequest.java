package cn.tongxing.idp.protocol.logout;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.SessionId;
import java.util.Optional;

/**
 * A request to sign out, as far as it can be believed.
 *
 * @param client who asks; certain only together with a session
 * @param session the one a valid {@code id_token_hint} names
 * @param back where to return to: registered for the client, byte for byte
 */
record LogoutRequest(
    Optional<Client> client,
    Optional<SessionId> session,
    Optional<String> back,
    Optional<String> state) {}
