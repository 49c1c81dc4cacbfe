package cn.tongxing.idp.protocol.logout;

<<<<<<< HEAD
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of section 2, each at most once and none too long.
 *
 * @param state echoed as it came, at most 2,048 characters
 */
record LogoutRequest(
    Optional<String> idTokenHint,
    Optional<String> clientId,
    Optional<String> redirectUri,
    Optional<String> state) {

  private static final int LONGEST = 2048;
  private static final int LONGEST_TOKEN = 8192;

  /** Empty if a parameter comes twice or is too long. */
  static Optional<LogoutRequest> read(HttpServletRequest request) {
    for (String name : List.of("id_token_hint", "client_id", "post_logout_redirect_uri", "state")) {
      String[] values = request.getParameterValues(name);
      int longest = name.equals("id_token_hint") ? LONGEST_TOKEN : LONGEST;
      if (values != null && (values.length > 1 || values[0].length() > longest)) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new LogoutRequest(
            parameter(request, "id_token_hint"),
            parameter(request, "client_id"),
            parameter(request, "post_logout_redirect_uri"),
            parameter(request, "state")));
  }

  private static Optional<String> parameter(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(value -> !value.isEmpty());
  }

  /** Without the token and the state. */
  @Override
  public String toString() {
    return "LogoutRequest[clientId=" + clientId.isPresent() + "]";
  }
}
=======
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
>>>>>>> protocol
