package cn.tongxing.idp.protocol.authorize;

import static cn.tongxing.idp.protocol.error.FrontChannelError.MAX_AGE_NO_NUMBER;
import static cn.tongxing.idp.protocol.error.FrontChannelError.NONCE_MISSING;
import static cn.tongxing.idp.protocol.error.FrontChannelError.NONCE_TOO_LONG;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PARAMETER_TOO_LONG;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PKCE_MALFORMED;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PKCE_MISSING;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PKCE_NOT_S256;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PROMPT_NONE_NOT_ALONE;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PROMPT_UNKNOWN;
import static cn.tongxing.idp.protocol.error.FrontChannelError.REGISTRATION;
import static cn.tongxing.idp.protocol.error.FrontChannelError.REQUEST_OBJECT;
import static cn.tongxing.idp.protocol.error.FrontChannelError.REQUEST_URI;
import static cn.tongxing.idp.protocol.error.FrontChannelError.TOO_MANY_PARAMETERS;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.protocol.Fixtures;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.testing.Clause;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check by itself, at its limits. */
class RequestChecksTest {

  private static final String CHALLENGE = Fixtures.CHALLENGE;

  private boolean pkceExempt;
  private boolean nonceExempt;

  private Optional<FrontChannelError> objection(AuthorizeCheck check, String... namesAndValues) {
    Map<String, List<String>> all = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
    }
    return objection(check, all);
  }

  private Optional<FrontChannelError> objection(
      AuthorizeCheck check, Map<String, List<String>> all) {
    return check
        .check(new Draft(new Parameters(all), Optional.of(client())))
        .map(refusal -> (FrontChannelError) refusal.reason().error());
  }

  private Client client() {
    Client usual = Fixtures.client("hospital");
    return new Client(
        usual.id(),
        usual.presentation(),
        usual.authentication(),
        usual.addresses(),
        usual.permissions(),
        usual.tokens(),
        new Client.Demands(pkceExempt, nonceExempt, false, Acr.LEAST),
        true);
  }

  @Test
  @Clause({"RFC 7636 4.3", "RFC 9700 2.1.1"})
  void aChallengeIsThereByS256UnlessTheClientIsExempt() {
    var pkce = new PkceS256();
    assertThat(objection(pkce)).contains(PKCE_MISSING);
    assertThat(objection(pkce, "code_challenge", CHALLENGE)).as("plain").contains(PKCE_NOT_S256);
    for (String method : List.of("plain", "s256", "S256 ", "S512")) {
      assertThat(objection(pkce, "code_challenge", CHALLENGE, "code_challenge_method", method))
          .as(method)
          .contains(PKCE_NOT_S256);
    }
    for (String wrong : List.of(CHALLENGE + "A", CHALLENGE.substring(1), "=" + CHALLENGE)) {
      assertThat(objection(pkce, "code_challenge", wrong, "code_challenge_method", "S256"))
          .as(wrong)
          .contains(PKCE_MALFORMED);
    }
    assertThat(objection(pkce, "code_challenge", CHALLENGE, "code_challenge_method", "S256"))
        .isEmpty();

    pkceExempt = true;
    assertThat(objection(pkce)).isEmpty();
    assertThat(objection(pkce, "code_challenge_method", "S256"))
        .as("a method without a challenge is a client that lost it")
        .contains(PKCE_MISSING);
    assertThat(objection(pkce, "code_challenge", "short", "code_challenge_method", "S256"))
        .as("who uses it uses it well")
        .contains(PKCE_MALFORMED);
  }

  @Test
  @Clause("RFC 9700 2.1.1")
  void withoutAChallengeThereIsANonce() {
    var nonce = new UsableNonce();
    pkceExempt = true;
    assertThat(objection(nonce)).contains(NONCE_MISSING);
    assertThat(objection(nonce, "nonce", " ")).as("blank").contains(NONCE_MISSING);
    assertThat(objection(nonce, "nonce", "n")).isEmpty();
    assertThat(objection(nonce, "code_challenge", CHALLENGE)).isEmpty();
    nonceExempt = true;
    assertThat(objection(nonce)).isEmpty();
    assertThat(objection(nonce, "nonce", " ")).isEmpty();
  }

  @Test
  void aNonceComesBackInATokenAndIsShort() {
    var nonce = new UsableNonce();
    assertThat(objection(nonce, "nonce", "n".repeat(512))).isEmpty();
    assertThat(objection(nonce, "nonce", "n".repeat(513))).contains(NONCE_TOO_LONG);
    nonceExempt = true;
    assertThat(objection(nonce, "nonce", "n".repeat(513))).contains(NONCE_TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "9", "05", "300", "999999999"})
  void aMaximalAgeIsAWholeNumber(String age) {
    assertThat(objection(new WholeMaxAge(), "max_age", age)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1", "1.5", "1e3", " 1", "1000000000", "９", "x", "/", ":", "1_0"})
  void nothingElseIs(String age) {
    assertThat(objection(new WholeMaxAge(), "max_age", age)).contains(MAX_AGE_NO_NUMBER);
  }

  @Test
  @Clause("OIDC Core 3.1.2.1")
  void promptHoldsKnownValuesAndNoneStandsAlone() {
    var prompt = new PossiblePrompt();
    for (String good : List.of("none", "login", "consent", "select_account", "login consent")) {
      assertThat(objection(prompt, "prompt", good)).as(good).isEmpty();
    }
    assertThat(objection(prompt)).isEmpty();
    for (String wrong : List.of("create", "LOGIN", "login create", "login,consent")) {
      assertThat(objection(prompt, "prompt", wrong)).as(wrong).contains(PROMPT_UNKNOWN);
    }
    assertThat(objection(prompt, "prompt", "none login")).contains(PROMPT_NONE_NOT_ALONE);
    assertThat(objection(prompt, "prompt", "consent none")).contains(PROMPT_NONE_NOT_ALONE);
  }

  @Test
  @Clause("OIDC Core 6")
  void whatIsNotProcessedIsRefusedByItsName() {
    var none = new NoRequestObject();
    assertThat(objection(none)).isEmpty();
    assertThat(objection(none, "request", "x")).contains(REQUEST_OBJECT);
    assertThat(objection(none, "request_uri", "x")).contains(REQUEST_URI);
    assertThat(objection(none, "registration", "x")).contains(REGISTRATION);
  }

  @Test
  void eachValueHasALimitThatCanBeReached() {
    var limits = new SizeLimits();
    assertThat(objection(limits, "state", "x".repeat(4000))).isEmpty();
    assertThat(objection(limits, "state", "x".repeat(4001))).contains(PARAMETER_TOO_LONG);
    assertThat(objection(limits, "state", "号".repeat(444))).as("9 bytes each").isEmpty();
    assertThat(objection(limits, "state", "号".repeat(445))).contains(PARAMETER_TOO_LONG);
    assertThat(objection(limits, "whatever", "x".repeat(1024))).isEmpty();
    assertThat(objection(limits, "whatever", "x".repeat(1025))).contains(PARAMETER_TOO_LONG);
  }

  @Test
  void soHaveAllTogetherWithTheirNames() {
    var limits = new SizeLimits();
    Map<String, List<String>> fifty = new HashMap<>();
    IntStream.range(0, SizeLimits.PARAMETERS).forEach(i -> fifty.put("p" + i, List.of("")));
    assertThat(objection(limits, fifty)).isEmpty();
    fifty.put("one-more", List.of(""));
    assertThat(objection(limits, fifty)).contains(TOO_MANY_PARAMETERS);

    // r=…&r=…: 24 of 1,000 with what stands between, less the first &, and one more
    assertThat(objection(limits, Map.of("r", values(24, 997, 998)))).isEmpty();
    assertThat(objection(limits, Map.of("r", values(24, 997, 999)))).contains(TOO_MANY_PARAMETERS);
  }

  /** So many values of one parameter, the last of another length. */
  private static List<String> values(int many, int length, int last) {
    return IntStream.range(0, many)
        .mapToObj(i -> "x".repeat(i == many - 1 ? last : length))
        .toList();
  }

  @Test
  void ofRepeatedParametersTheFirstByNameIsNamed() {
    var several = List.of("a", "b");
    assertThat(new Parameters(Map.of("scope", several, "nonce", several)).repeated())
        .contains("nonce");
    assertThat(new Parameters(Map.of("resource", several, "nonce", List.of("a"))).repeated())
        .as("which may")
        .isEmpty();
    assertThat(new Parameters(Map.of("whatever", several)).repeated()).contains("whatever");
  }

  @Test
  void aParameterWithoutAValueCountsAsLeftOut() {
    var parameters = new Parameters(Map.of("resource", List.of("", "a"), "state", List.of("")));
    assertThat(parameters.values("resource")).containsExactly("a");
    assertThat(parameters.get("state")).isEmpty();
    assertThat(parameters.get("nonce")).isEmpty();
    assertThat(new Parameters(Map.of("scope", List.of(" openid  phone "))).list("scope"))
        .containsExactly("openid", "phone");
  }

  @Test
  @Clause("OIDC Core 5.5")
  void ofClaimsTheLevelsAndTheSubjectAreReadAndNamesKept() {
    ClaimsRequest asked =
        ClaimsRequest.parse(
                """
                {"userinfo": {"phone_number": null, "name": {"essential": true}},
                 "id_token": {"sub": {"value": "s"},
                   "acr": {"essential": true, "value": "urn:tongxing:acr:p4:a1",
                           "values": ["urn:tongxing:acr:p2:a2", 7, "unknown"]}}}
                """)
            .orElseThrow();

    assertThat(asked.userinfo()).containsExactlyInAnyOrder("phone_number", "name");
    assertThat(asked.subject()).contains("s");
    assertThat(asked.acrs())
        .extracting(Acr::toString)
        .containsExactly("urn:tongxing:acr:p4:a1", "urn:tongxing:acr:p2:a2");
    assertThat(asked.essentialAcr()).isTrue();
  }

  @Test
  void essentialWithoutALevelIsNothing() {
    assertThat(ClaimsRequest.parse("{\"id_token\":{\"acr\":{\"essential\":true}}}").orElseThrow())
        .isEqualTo(ClaimsRequest.NONE);
    assertThat(ClaimsRequest.parse("{}")).contains(ClaimsRequest.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "1",
        "\"x\"",
        "null",
        "{",
        "{\"userinfo\":[]}",
        "{\"id_token\":1}",
        "{\"id_token\":\"x\"}",
        "{\"userinfo\":null}",
        "[[[[[[[[[[]]]]]]]]]]"
      })
  void whatIsNoSuchObjectIsUnreadable(String json) {
    assertThat(ClaimsRequest.parse(json)).isEmpty();
  }

  @Test
  @Clause("OAuth 2.0 Multiple Response Types 2.1")
  void eachResponseModeIsWrittenAsItIsRead() {
    assertThat(ResponseMode.parse("query")).contains(ResponseMode.QUERY);
    assertThat(ResponseMode.parse("form_post")).contains(ResponseMode.FORM_POST);
    assertThat(ResponseMode.parse("QUERY")).isEmpty();
    assertThat(ResponseMode.parse("fragment")).isEmpty();
    assertThat(ResponseMode.FORM_POST.written()).isEqualTo("form_post");
  }
}
