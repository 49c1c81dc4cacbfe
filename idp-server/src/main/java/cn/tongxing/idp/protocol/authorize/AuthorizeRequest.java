package cn.tongxing.idp.protocol.authorize;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.protocol.ReachableLevels;
import cn.tongxing.idp.protocol.claims.IdTokens;
import cn.tongxing.idp.protocol.claims.Scope;
import cn.tongxing.idp.protocol.grant.Authorization;
import cn.tongxing.idp.protocol.grant.PendingCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A request that passed every check.
 *
 * @param redirectUri where the browser goes back to; there is one wherever it is demanded
 * @param scopes asked for and allowed to the client
 * @param userinfoClaims asked for by name, whose scope the client may have
 * @param resources that tokens may be for (RFC 8707)
 * @param acrs levels asked for, any of which will do, in order of preference; empty if none. A
 *     voluntary one that no way leads to here is left out: no page could help
 * @param essentialAcr whether the answer is an error unless one of these is reached
 * @param hintedSubjects who alone may be signed in, by {@code id_token_hint} and by the {@code sub}
 *     that {@code claims} asks for; two different ones are nobody
 */
record AuthorizeRequest(
    Client client,
    Optional<String> redirectUri,
    Optional<String> state,
    ResponseMode mode,
    Set<String> scopes,
    Set<String> userinfoClaims,
    Set<String> resources,
    Optional<String> challenge,
    Optional<String> nonce,
    Set<Prompt> prompts,
    Optional<Duration> maxAge,
    List<Acr> acrs,
    boolean essentialAcr,
    Set<String> hintedSubjects,
    Optional<String> loginHint) {

  /** Reads what {@link AuthorizeChecks} has found good. */
  static AuthorizeRequest of(Draft draft, IdTokens idTokens, ReachableLevels levels) {
    Client client = draft.knownClient();
    var claims =
        draft.get(RequestParameter.CLAIMS).flatMap(ClaimsRequest::parse).orElse(ClaimsRequest.NONE);
    var acrs =
        claims.acrs().isEmpty() && !claims.essentialAcr()
            ? draft.list(RequestParameter.ACR_VALUES).stream()
                .flatMap(value -> Acr.parse(value).stream())
                .filter(levels::reach)
                .toList()
            : claims.essentialAcr()
                ? claims.acrs()
                : claims.acrs().stream().filter(levels::reach).toList();
    return new AuthorizeRequest(
        client,
        draft.get(RequestParameter.REDIRECT_URI),
        draft.get(RequestParameter.STATE),
        mode(draft),
        client.permissions().among(Set.copyOf(draft.list(RequestParameter.SCOPE))),
        Scope.allowed(claims.userinfo(), client),
        Set.copyOf(draft.values(RequestParameter.RESOURCE)),
        draft.get(RequestParameter.CODE_CHALLENGE),
        draft.get(RequestParameter.NONCE),
        draft.list(RequestParameter.PROMPT).stream()
            .flatMap(value -> Prompt.parse(value).stream())
            .collect(Collectors.toUnmodifiableSet()),
        draft.get(RequestParameter.MAX_AGE).map(Long::parseLong).map(Duration::ofSeconds),
        acrs,
        claims.essentialAcr(),
        hinted(draft.get(RequestParameter.ID_TOKEN_HINT).flatMap(idTokens::read), claims),
        draft.get(RequestParameter.LOGIN_HINT));
  }

  private static Set<String> hinted(Optional<IdTokens.Hint> hint, ClaimsRequest claims) {
    return Stream.concat(hint.map(IdTokens.Hint::subject).stream(), claims.subject().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** How to answer, also while the rest of the request is not known to be good. */
  static ResponseMode mode(Draft draft) {
    return draft
        .get(RequestParameter.RESPONSE_MODE)
        .flatMap(ResponseMode::parse)
        .orElse(ResponseMode.QUERY);
  }

  /** What its code stands for. */
  PendingCode pending(Authorization authorization) {
    return new PendingCode(authorization, redirectUri.orElseThrow(), challenge, nonce);
  }

  boolean prompts(Prompt prompt) {
    return prompts.contains(prompt);
  }

  /** What the person must agree to: the scopes, and those behind claims asked for by name. */
  Set<String> toAgree() {
    var scopes = new HashSet<>(this.scopes);
    userinfoClaims.forEach(
        claim -> Scope.releasing(claim).ifPresent(scope -> scopes.add(scope.value())));
    return scopes;
  }

  @Override
  public String toString() {
    return "AuthorizeRequest[" + client.id() + "]";
  }
}
