package cn.tongxing.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an application must check, tried with a provider that lies in one point at a time. */
class TongxingClientTest {

  private FakeProvider provider;
  private TongxingClient client;

  @BeforeEach
  void start() throws IOException, JOSEException {
    provider = new FakeProvider();
    client = new TongxingClient(settings());
  }

  @AfterEach
  void stop() {
    provider.close();
  }

  @Test
  @Tag("OIDCC-3.1.2.1")
  void theRequestCarriesPkceStateAndNonce() throws Exception {
    Map<String, String> sent = query(client.begin(List.of("zh-TW"), Map.of()).authorizationUri());

    assertThat(sent)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "app")
        .containsEntry("redirect_uri", "http://localhost:1/callback")
        .containsEntry("scope", "openid realname")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("ui_locales", "zh-TW");
    assertThat(sent.get("state")).hasSize(43);
    assertThat(sent.get("nonce")).hasSize(43).isNotEqualTo(sent.get("state"));
  }

  @Test
  @Tag("RFC7636-4.6")
  void theVerifierSentIsTheOneOfTheChallenge() throws Exception {
    PendingSignIn pending = begin();
    assertThat(client.finish(pending, callback(pending))).isInstanceOf(SignInResult.SignedIn.class);

    Map<String, String> request = provider.tokenRequests.getFirst();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(request.get("code_verifier").getBytes(StandardCharsets.US_ASCII));
    assertThat(Base64.getUrlEncoder().withoutPadding().encodeToString(digest))
        .isEqualTo(query(pending.authorizationUri()).get("code_challenge"));
    String pair = "app:se%3Acret%2B";
    assertThat(request.get("authorization"))
        .isEqualTo(
            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aGoodAnswerGivesTheCitizenWithLevelAndMethod() throws Exception {
    SignInResult.SignedIn in = signedIn();

    assertThat(in.citizen().subject()).isEqualTo("subject-1");
    assertThat(in.citizen().level()).contains(new Level(2, 1));
    assertThat(in.citizen().methods()).containsExactly("sms");
    assertThat(in.citizen().sessionId()).contains("sid-1");
    assertThat(client.userInfo(in.tokens(), in.citizen())).containsEntry("sub", "subject-1");
    assertThat(in.tokens().toString()).doesNotContain(FakeProvider.ACCESS_TOKEN);
  }

  @Test
  @Tag("C5")
  void anAnswerWithAForeignStateIsNotTrustedAndNoCodeIsSent() throws Exception {
    PendingSignIn mine = begin();
    PendingSignIn other = client.begin(List.of(), Map.of());

    assertThat(client.finish(mine, callback(other))).isInstanceOf(SignInResult.NotTrusted.class);
    assertThat(client.finish(mine, Map.of("code", "c")))
        .isInstanceOf(SignInResult.NotTrusted.class);
    assertThat(provider.tokenRequests).isEmpty();
    assertThat(mine.toString()).doesNotContain(mine.state());
  }

  @Test
  @Tag("C6")
  void anAnswerOfAnotherIssuerOrNoneIsNotTrusted() throws Exception {
    PendingSignIn pending = begin();
    Map<String, String> callback = new HashMap<>(callback(pending));
    callback.put("iss", "https://attacker.example");
    assertThat(client.finish(pending, callback)).isInstanceOf(SignInResult.NotTrusted.class);
    callback.remove("iss");
    assertThat(client.finish(pending, callback)).isInstanceOf(SignInResult.NotTrusted.class);
    assertThat(provider.tokenRequests).isEmpty();
  }

  @Test
  @Tag("C5")
  void aForeignNonceIsNotTrusted() throws Exception {
    PendingSignIn pending = begin();
    provider.nonce = "of another browser";
    assertNotTrusted(pending, "nonce");
  }

  @Test
  @Tag("T5")
  void aTokenForAnotherAudienceIsNotTrusted() throws Exception {
    PendingSignIn pending = begin();
    provider.idToken = claims -> claims.audience("another-app");
    assertNotTrusted(pending, "aud");
  }

  @Test
  @Tag("OIDCC-3.1.3.7")
  void aTokenIssuedToAnotherPartyIsNotTrusted() throws Exception {
    PendingSignIn pending = begin();
    provider.idToken = claims -> claims.claim("azp", "another-app");
    assertNotTrusted(pending, "azp");
    provider.idToken = claims -> claims.audience(List.of("app", "another-app"));
    assertNotTrusted(pending, "azp");
    provider.idToken =
        claims -> claims.audience(List.of("app", "another-app")).claim("azp", "another-app");
    assertNotTrusted(pending, "azp");
    provider.idToken = claims -> claims.claim("azp", List.of("app"));
    assertNotTrusted(pending, "azp");

    provider.idToken = claims -> claims.audience(List.of("app", "another-app")).claim("azp", "app");
    assertThat(client.finish(pending, callback(pending))).isInstanceOf(SignInResult.SignedIn.class);
  }

  @Test
  void anExpiredTokenIsNotTrusted() throws Exception {
    PendingSignIn pending = begin();
    provider.idToken = claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(60)));
    assertNotTrusted(pending, "xpired");
  }

  @Test
  @Tag("T1")
  void anUnsignedTokenIsNotTrusted() throws Exception {
    PendingSignIn pending = begin();
    String header = encode("{\"alg\":\"none\",\"typ\":\"JWT\"}");
    provider.signedIdToken = token -> header + "." + token.split("\\.", -1)[1] + ".";
    assertNotTrusted(pending, "token");
  }

  @Test
  @Tag("T1")
  void aChangedTokenIsNotTrusted() throws Exception {
    PendingSignIn pending = begin();
    provider.signedIdToken = TongxingClientTest::aboutSomebodyElse;
    assertNotTrusted(pending, "token");
  }

  @Test
  @Tag("T5")
  void anAccessTokenIsNoIdToken() throws Exception {
    PendingSignIn pending = begin();
    provider.type = new JOSEObjectType("at+jwt");
    assertNotTrusted(pending, "typ");
  }

  @Test
  @Tag("OIDCC-3.1.3.6")
  void anAccessTokenThatIsNotTheIdTokensIsNotTrusted() throws Exception {
    PendingSignIn pending = begin();
    provider.idToken = claims -> claims.claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA");
    assertNotTrusted(pending, "access token");
  }

  @Test
  void aLowerLevelThanRequiredIsNotTrusted() throws Exception {
    client = new TongxingClient(settings().requiring(new Level(3, 1)));
    assertNotTrusted(begin(), "level");
  }

  @Test
  void aRefusalIsSaidInTheProvidersWords() throws Exception {
    PendingSignIn pending = begin();
    Map<String, String> callback = new HashMap<>(callback(pending));
    callback.remove("code");
    callback.put("error", "access_denied");
    assertThat(client.finish(pending, callback))
        .isEqualTo(new SignInResult.Refused("access_denied", ""));
    provider.tokenStatus = 400;
    assertThat(client.finish(pending, callback(pending)))
        .isEqualTo(new SignInResult.Refused("invalid_grant", "no"));
  }

  @Test
  void anOutageIsNoRefusal() throws Exception {
    PendingSignIn pending = begin();
    provider.tokenStatus = 503;
    assertThat(client.finish(pending, callback(pending)))
        .isInstanceOf(SignInResult.Unavailable.class);
  }

  @Test
  void userInfoAboutSomebodyElseIsRefused() throws Exception {
    SignInResult.SignedIn in = signedIn();
    provider.userInfoSubject = "subject-2";
    assertThatThrownBy(() -> client.userInfo(in.tokens(), in.citizen()))
        .isInstanceOf(ProviderException.class);
  }

  @Test
  @Tag("C6")
  void discoveryOfAnotherIssuerOrWithAnUnsafeEndpointIsRefused() {
    provider.discovery = document -> with(document, "issuer", "https://attacker.example");
    assertThatThrownBy(this::begin).isInstanceOf(ProviderException.class);
    provider.discovery = document -> with(document, "token_endpoint", "http://10.0.0.1/token");
    assertThatThrownBy(this::begin).isInstanceOf(ProviderException.class);
  }

  @Test
  @Tag("OIDC-BACKCHANNEL-2.6")
  void aLogoutTokenNamesTheSessionToEnd() throws Exception {
    assertThat(client.logoutNotice(provider.logoutToken(claims -> claims)).orElseThrow())
        .satisfies(notice -> assertThat(notice.sessionId()).contains("sid-1"));
  }

  @Test
  @Tag("OIDC-BACKCHANNEL-2.6")
  void aLogoutTokenWithNonceWithoutEventOrForAnotherAppIsRefused() throws Exception {
    assertThat(client.logoutNotice(provider.logoutToken(c -> c.claim("nonce", "n")))).isEmpty();
    assertThat(client.logoutNotice(provider.logoutToken(c -> c.claim("events", Map.of()))))
        .isEmpty();
    assertThat(client.logoutNotice(provider.logoutToken(c -> c.audience("other")))).isEmpty();
    assertThat(client.logoutNotice(provider.logoutToken(c -> c.claim("sid", null).subject(null))))
        .isEmpty();
    assertThat(client.logoutNotice("not a token")).isEmpty();
  }

  @Test
  @Tag("T5")
  void anIdTokenIsNoLogoutToken() throws Exception {
    assertThat(client.logoutNotice(signedIn().tokens().idToken())).isEmpty();
  }

  @Test
  void aLogoutTokenIsTakenByAnApplicationWhoseClockIsMinutesOff() throws Exception {
    String token = provider.logoutToken(claims -> claims);
    for (long minutes : new long[] {-4, 3, 6}) {
      assertThat(clientOff(Duration.ofMinutes(minutes)).logoutNotice(token))
          .as("%d minutes ahead", minutes)
          .isPresent();
    }
  }

  @Test
  void aLogoutTokenThatIsRefusedIsSaidSoInTheLogWithTheReason() throws Exception {
    try (Heard heard = new Heard()) {
      String token = provider.logoutToken(claims -> claims);
      assertThat(clientOff(Duration.ofMinutes(10)).logoutNotice(token)).isEmpty();
      assertThat(heard.lines())
          .singleElement()
          .asString()
          .contains("logout token refused", "clock is 60", "ahead of")
          .doesNotContain("subject-1", "sid-1", token);
      assertThat(clientOff(Duration.ofMinutes(-10)).logoutNotice(token)).isEmpty();
      assertThat(heard.lines().getLast()).contains("clock is", "behind");
      client.logoutNotice(provider.logoutToken(c -> c.claim("nonce", "n")));
      assertThat(heard.lines().getLast()).contains("nonce");
      client.logoutNotice(provider.logoutToken(c -> c.claim("events", Map.of())));
      assertThat(heard.lines().getLast()).contains("event");
      client.logoutNotice("not a token");
      assertThat(heard.lines()).hasSize(5);
    }
  }

  @Test
  void aClockThatIsOffIsNamedAtSignIn() throws Exception {
    client = clientOff(Duration.ofMinutes(20));
    assertNotTrusted(begin(), "ahead of the identity provider's");
    client = clientOff(Duration.ofMinutes(-20));
    assertNotTrusted(begin(), "behind the identity provider's");
    try (Heard heard = new Heard()) {
      client = clientOff(Duration.ofMinutes(3));
      assertThat(signedIn().citizen().subject()).isEqualTo("subject-1");
      assertThat(heard.lines()).singleElement().asString().contains("clock is 18", "ahead of");
      client = clientOff(Duration.ZERO);
      signedIn();
      assertThat(heard.lines()).hasSize(1);
    }
  }

  /** A client on a machine whose clock is so far ahead. */
  private TongxingClient clientOff(Duration ahead) {
    return new TongxingClient(settings(), () -> InstantSource.system().instant().plus(ahead));
  }

  /** What the client says in the log. */
  private static final class Heard extends Handler implements AutoCloseable {
    private final Logger logger = Logger.getLogger(TongxingClient.class.getName());
    private final List<String> lines = new CopyOnWriteArrayList<>();

    Heard() {
      logger.addHandler(this);
    }

    List<String> lines() {
      return lines;
    }

    @Override
    public void publish(LogRecord said) {
      lines.add(new SimpleFormatter().formatMessage(said));
    }

    @Override
    public void flush() {
      // nothing is held back
    }

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }

  @Test
  void unsafeSettingsAreRefusedAtOnce() {
    URI anywhere = URI.create("x:/");
    URI plain = URI.create("http://idp.example");
    assertThatThrownBy(
            () -> ClientSettings.confidential(plain, "a", "s", anywhere, Set.of("openid")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> ClientSettings.confidential(provider.issuer(), "a", "s", anywhere, Set.of("x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(settings().toString()).doesNotContain("se:cret");
  }

  private void assertNotTrusted(PendingSignIn pending, String reason) {
    assertThat(client.finish(pending, callback(pending)))
        .isInstanceOfSatisfying(
            SignInResult.NotTrusted.class, not -> assertThat(not.reason()).contains(reason));
  }

  private SignInResult.SignedIn signedIn() throws ProviderException {
    PendingSignIn pending = begin();
    return (SignInResult.SignedIn) client.finish(pending, callback(pending));
  }

  private PendingSignIn begin() throws ProviderException {
    PendingSignIn pending = client.begin(List.of(), Map.of());
    provider.nonce = pending.nonce();
    return pending;
  }

  private Map<String, String> callback(PendingSignIn pending) {
    return Map.of("code", "code-1", "state", pending.state(), "iss", provider.issuer().toString());
  }

  private ClientSettings settings() {
    return ClientSettings.confidential(
        provider.issuer(),
        "app",
        "se:cret+",
        URI.create("http://localhost:1/callback"),
        Set.of("openid", "realname"));
  }

  private static String aboutSomebodyElse(String token) {
    String[] parts = token.split("\\.", -1);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    return parts[0] + "." + encode(payload.replace("subject-1", "subject-2")) + "." + parts[2];
  }

  private static Map<String, Object> with(Map<String, Object> map, String name, Object value) {
    map.put(name, value);
    return map;
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> values = new HashMap<>();
    for (String pair : uri.getRawQuery().split("&", -1)) {
      String[] parts = pair.split("=", 2);
      values.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return values;
  }
}
