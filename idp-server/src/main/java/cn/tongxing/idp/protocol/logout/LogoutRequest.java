package cn.tongxing.idp.protocol.logout;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.protocol.error.Reason;
import java.util.Optional;

/**
 * A request to sign out, as far as it can be believed.
 *
 * @param client who asks; certain only together with a session
 * @param sid the session that a valid {@code id_token_hint} names, as the client knows it
 * @param back where to return to: registered for the client, byte for byte
 * @param flaw what of it cannot be used; the person may sign out all the same
 */
record LogoutRequest(
    Optional<Client> client,
    Optional<String> sid,
    Optional<String> back,
    Optional<String> state,
    Optional<Reason> flaw) {}
