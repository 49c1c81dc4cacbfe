package cn.tongxing.sdk;

import cn.tongxing.sdk.TokenChecks.NotTrustedException;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/**
 * An application's side of OpenID Connect: authorization code with PKCE, {@code state}, {@code
 * nonce} and the issuer in the answer (RFC 9207). Safe for concurrent use; make one per
 * application.
 */
public final class TongxingClient {

  private static final System.Logger LOG = System.getLogger(TongxingClient.class.getName());
  private static final String BACKCHANNEL_EVENT =
      "http://schemas.openid.net/event/backchannel-logout";

  private final ClientSettings settings;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final ProviderHttp http;
  private final ProviderDirectory directory;

  /** A client that fetches discovery at its first use. */
  public TongxingClient(ClientSettings settings) {
    this(settings, InstantSource.system());
  }

  TongxingClient(ClientSettings settings, InstantSource clock) {
    this(settings, clock, new ProviderHttp());
  }

  TongxingClient(ClientSettings settings, InstantSource clock, ProviderHttp http) {
    this.settings = settings;
    this.clock = clock;
    this.http = http;
    this.directory = new ProviderDirectory(settings.issuer(), http);
  }

  /**
   * Begins a sign-in.
   *
   * @param languages preferred languages of the pages ({@code ui_locales}), most wanted first, for
   *     an application in which the citizen chose one. It overrules what they chose at the provider
   *     and what their browser asks for; where nobody chose, leave it empty
   * @param extra further parameters: {@code prompt}, {@code max_age}, {@code login_hint}
   */
  public PendingSignIn begin(List<String> languages, Map<String, String> extra)
      throws ProviderException {
    String state = secret();
    String nonce = secret();
    String verifier = secret();
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("response_type", "code");
    parameters.put("client_id", settings.clientId());
    parameters.put("redirect_uri", settings.redirectUri().toString());
    parameters.put("scope", String.join(" ", new TreeSet<>(settings.scopes())));
    parameters.put("state", state);
    parameters.put("nonce", nonce);
    parameters.put("code_challenge", challenge(verifier));
    parameters.put("code_challenge_method", "S256");
    settings.minimumLevel().ifPresent(level -> parameters.put("acr_values", level.toString()));
    if (!languages.isEmpty()) {
      parameters.put("ui_locales", String.join(" ", languages));
    }
    extra.forEach(parameters::putIfAbsent);
    return new PendingSignIn(
        withQuery(directory.look().metadata().authorizationEndpoint(), parameters),
        state,
        nonce,
        verifier);
  }

  /**
   * Finishes a sign-in.
   *
   * @param pending as kept for this browser, and taken out of its session before this call
   * @param callback the parameters that came to the redirect URI, single values
   */
  public SignInResult finish(PendingSignIn pending, Map<String, String> callback) {
    try {
      ProviderDirectory.Entry provider = directory.look();
      Optional<String> problem = callbackProblem(provider.metadata(), pending, callback);
      if (problem.isPresent()) {
        return new SignInResult.NotTrusted(problem.get());
      }
      if (callback.containsKey("error")) {
        return new SignInResult.Refused(
            callback.get("error"), callback.getOrDefault("error_description", ""));
      }
      return exchange(provider, pending, callback.getOrDefault("code", ""));
    } catch (NotTrustedException e) {
      return new SignInResult.NotTrusted(Objects.toString(e.getMessage()));
    } catch (ProviderException e) {
      return new SignInResult.Unavailable(Objects.toString(e.getMessage()));
    }
  }

  /** The claims that the granted scopes release. */
  public Map<String, Object> userInfo(Tokens tokens, Citizen citizen) throws ProviderException {
    ProviderHttp.Answer answer =
        http.get(directory.look().metadata().userinfoEndpoint(), tokens.accessToken());
    if (answer.status() != 200) {
      throw new ProviderException("userinfo answered " + answer.status());
    }
    if (!citizen.subject().equals(answer.json().get("sub"))) {
      throw new ProviderException("userinfo is about another subject");
    }
    return Collections.unmodifiableMap(answer.json());
  }

  /**
   * Where to send the browser to sign out everywhere (OpenID Connect RP-Initiated Logout 1.0).
   *
   * @param backTo a registered {@code post_logout_redirect_uri}
   */
  public URI signOut(Tokens tokens, URI backTo, String state) throws ProviderException {
    URI endpoint =
        directory
            .look()
            .metadata()
            .endSessionEndpoint()
            .orElseThrow(() -> new ProviderException("the provider has no end_session_endpoint"));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("id_token_hint", tokens.idToken());
    parameters.put("client_id", settings.clientId());
    parameters.put("post_logout_redirect_uri", backTo.toString());
    parameters.put("state", state);
    return withQuery(endpoint, parameters);
  }

  /**
   * Checks a logout token that came to the registered {@code backchannel_logout_uri}. Its times may
   * be five minutes off, whatever {@link ClientSettings#clockSkew()}: who is refused stays signed
   * in.
   *
   * @return empty if it does not hold, with the reason in the log: answer 400 then
   */
  public Optional<LogoutNotice> logoutNotice(String logoutToken) throws ProviderException {
    try {
      JWTClaimsSet claims = checks(directory.look()).logoutToken(logoutToken);
      Optional<String> sid = text(claims, "sid");
      Optional<String> subject = Optional.ofNullable(claims.getSubject());
      Optional<String> problem = logoutProblem(claims, sid.isPresent() || subject.isPresent());
      problem.ifPresent(TongxingClient::logRefusal);
      return problem.isPresent() ? Optional.empty() : Optional.of(new LogoutNotice(subject, sid));
    } catch (NotTrustedException e) {
      logRefusal(Objects.toString(e.getMessage()));
      return Optional.empty();
    }
  }

  /** OpenID Connect Back-Channel Logout 1.0, 2.6. */
  private static Optional<String> logoutProblem(JWTClaimsSet claims, boolean namesSomebody) {
    boolean isLogout =
        claims.getClaim("events") instanceof Map<?, ?> events
            && events.containsKey(BACKCHANNEL_EVENT);
    if (!isLogout) {
      return Optional.of("it is about another event");
    }
    if (claims.getClaim("nonce") != null) {
      return Optional.of("it has a nonce, as an ID token");
    }
    return namesSomebody ? Optional.empty() : Optional.of("it has neither sid nor sub");
  }

  private static void logRefusal(String reason) {
    LOG.log(
        System.Logger.Level.WARNING,
        "logout token refused, whoever it names stays signed in: {0}",
        reason);
  }

  private TokenChecks checks(ProviderDirectory.Entry provider) {
    return new TokenChecks(settings, provider.keys(), clock);
  }

  /** Said while it does no harm yet: a clock that drifts further refuses everybody one day. */
  private void logClock(JWTClaimsSet claims) {
    Duration ahead = TokenTimes.ahead(claims, clock.instant());
    if (ahead.abs().compareTo(settings.clockSkew()) > 0) {
      LOG.log(System.Logger.Level.WARNING, TokenTimes.said(ahead));
    }
  }

  private Optional<String> callbackProblem(
      ProviderMetadata provider, PendingSignIn pending, Map<String, String> callback) {
    if (!sameSecret(pending.state(), callback.getOrDefault("state", ""))) {
      return Optional.of("state is not this browser's");
    }
    String named = callback.getOrDefault("iss", "");
    if (named.isEmpty() ? provider.responseNamesIssuer() : !isIssuer(named)) {
      return Optional.of("the answer is of another issuer");
    }
    return Optional.empty();
  }

  private boolean isIssuer(String named) {
    return settings.issuer().toString().equals(named);
  }

  private SignInResult exchange(
      ProviderDirectory.Entry provider, PendingSignIn pending, String code)
      throws ProviderException, NotTrustedException {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", settings.redirectUri().toString());
    form.put("code_verifier", pending.codeVerifier());
    ProviderHttp.Answer answer =
        http.post(provider.metadata().tokenEndpoint(), settings, form, clock.instant());
    if (answer.status() >= 500) {
      throw new ProviderException("token endpoint answered " + answer.status());
    }
    if (answer.status() != 200) {
      return new SignInResult.Refused(answer.text("error"), answer.text("error_description"));
    }
    Tokens tokens = tokens(answer);
    JWTClaimsSet claims = checks(provider).idToken(tokens.idToken());
    logClock(claims);
    Optional<String> problem = idTokenProblem(claims, pending, tokens);
    return problem.isPresent()
        ? new SignInResult.NotTrusted(problem.get())
        : new SignInResult.SignedIn(citizen(claims), tokens);
  }

  private Tokens tokens(ProviderHttp.Answer answer) throws ProviderException {
    long seconds =
        answer.json().get("expires_in") instanceof Number number ? number.longValue() : 0;
    if (answer.text("access_token").isEmpty()
        || answer.text("id_token").isEmpty()
        || !answer.text("token_type").equalsIgnoreCase("Bearer")) {
      throw new ProviderException("token endpoint left something out");
    }
    return new Tokens(
        answer.text("access_token"),
        clock.instant().plusSeconds(seconds),
        Optional.of(answer.text("refresh_token")).filter(text -> !text.isEmpty()),
        answer.text("id_token"));
  }

  private Optional<String> idTokenProblem(
      JWTClaimsSet claims, PendingSignIn pending, Tokens tokens) {
    if (!sameSecret(pending.nonce(), text(claims, "nonce").orElse(""))) {
      return Optional.of("nonce is not this browser's");
    }
    if (!isIssuedTo(claims, settings.clientId())) {
      return Optional.of("azp does not name this client");
    }
    Optional<String> hash = text(claims, "at_hash");
    if (hash.isPresent() && !TokenChecks.isHashOf(hash.get(), tokens.accessToken())) {
      return Optional.of("access token is not the ID token's");
    }
    Optional<Level> level = text(claims, "acr").flatMap(Level::parse);
    if (settings.minimumLevel().isPresent()
        && !level.map(l -> l.satisfies(settings.minimumLevel().get())).orElse(false)) {
      return Optional.of("level is lower than required");
    }
    return Optional.empty();
  }

  /** OpenID Connect Core 1.0, 3.1.3.7, 4 and 5: several audiences need it, and it must be us. */
  private static boolean isIssuedTo(JWTClaimsSet claims, String clientId) {
    Object party = claims.getClaim("azp");
    return party == null ? claims.getAudience().size() == 1 : clientId.equals(party);
  }

  private static Citizen citizen(JWTClaimsSet claims) {
    Object methods = claims.getClaim("amr");
    Instant authenticated =
        claims.getClaim("auth_time") instanceof Number seconds
            ? Instant.ofEpochSecond(seconds.longValue())
            : claims.getIssueTime().toInstant();
    return new Citizen(
        claims.getSubject(),
        text(claims, "sid"),
        text(claims, "acr").flatMap(Level::parse),
        methods instanceof List<?> list ? list.stream().map(Object::toString).toList() : List.of(),
        authenticated,
        claims.getClaims());
  }

  private static Optional<String> text(JWTClaimsSet claims, String name) {
    return claims.getClaim(name) instanceof String value ? Optional.of(value) : Optional.empty();
  }

  /** 256 random bits: fits the verifier's 43 characters (RFC 7636 4.1). */
  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String challenge(String verifier) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean sameSecret(String ours, String theirs) {
    return MessageDigest.isEqual(
        ours.getBytes(StandardCharsets.UTF_8), theirs.getBytes(StandardCharsets.UTF_8));
  }

  private static URI withQuery(URI endpoint, Map<String, String> parameters) {
    String separator = endpoint.getQuery() == null ? "?" : "&";
    return URI.create(endpoint + separator + ProviderHttp.encode(parameters));
  }
}
