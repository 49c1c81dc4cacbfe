package cn.tongxing.idp.protocol.authorize;

import static cn.tongxing.idp.protocol.authorize.RequestEndpoint.AUTHORIZE;
import static cn.tongxing.idp.protocol.authorize.RequestEndpoint.BACKCHANNEL;
import static cn.tongxing.idp.protocol.authorize.RequestEndpoint.DEVICE;
import static cn.tongxing.idp.protocol.authorize.RequestEndpoint.PUSHED;
import static cn.tongxing.idp.protocol.error.FrontChannelError.CLAIMS_UNREADABLE;
import static cn.tongxing.idp.protocol.error.FrontChannelError.CLIENT_HAS_NO_CODE_FLOW;
import static cn.tongxing.idp.protocol.error.FrontChannelError.CLIENT_ID_MISSING;
import static cn.tongxing.idp.protocol.error.FrontChannelError.ID_TOKEN_HINT_NOT_OWN;
import static cn.tongxing.idp.protocol.error.FrontChannelError.MAX_AGE_NO_NUMBER;
import static cn.tongxing.idp.protocol.error.FrontChannelError.NONCE_TOO_LONG;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PARAMETER_REPEATED;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PARAMETER_TOO_LONG;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PKCE_MISSING;
import static cn.tongxing.idp.protocol.error.FrontChannelError.PROMPT_NONE_NOT_ALONE;
import static cn.tongxing.idp.protocol.error.FrontChannelError.REDIRECT_URI_NOT_REGISTERED;
import static cn.tongxing.idp.protocol.error.FrontChannelError.REQUEST_OBJECT;
import static cn.tongxing.idp.protocol.error.FrontChannelError.RESOURCE_UNKNOWN;
import static cn.tongxing.idp.protocol.error.FrontChannelError.RESPONSE_MODE_UNSUPPORTED;
import static cn.tongxing.idp.protocol.error.FrontChannelError.RESPONSE_TYPE_UNSUPPORTED;
import static cn.tongxing.idp.protocol.error.FrontChannelError.SCOPE_WITHOUT_OPENID;
import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.idp.client.Client;
import cn.tongxing.idp.client.Client.GrantType;
import cn.tongxing.idp.protocol.Fixtures;
import cn.tongxing.idp.protocol.RunningServer;
import cn.tongxing.idp.protocol.authorize.Examine.Examination;
import cn.tongxing.idp.protocol.error.FrontChannelError;
import cn.tongxing.idp.testing.Clause;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which check is made of requests that come in where: the columns of the table, said once more. */
class AuthorizeChecksTest {

  private static final Client CLIENT = Fixtures.client("hospital");
  private static final Set<RequestEndpoint> ALL = Set.of(RequestEndpoint.values());
  private static final Set<RequestEndpoint> TO_A_BROWSER = Set.of(AUTHORIZE, PUSHED);

  private final Examine examine = RunningServer.shared().bean(Examine.class);
  private final AuthorizeChecks checks = RunningServer.shared().bean(AuthorizeChecks.class);

  /** A fault, the error that it is, and where it is looked for. */
  static Stream<Arguments> faults() {
    return Stream.of(
        fault(NoDuplicates.class, "scope", List.of("openid", "x"), PARAMETER_REPEATED, ALL),
        fault(SizeLimits.class, "state", "x".repeat(4001), PARAMETER_TOO_LONG, ALL),
        fault(KnownClient.class, "client_id", "", CLIENT_ID_MISSING, Set.of(AUTHORIZE, DEVICE)),
        fault(
            RegisteredRedirectUri.class,
            "redirect_uri",
            "https://hospital.example/elsewhere",
            REDIRECT_URI_NOT_REGISTERED,
            TO_A_BROWSER),
        fault(NoRequestObject.class, "request", "e30.e30.", REQUEST_OBJECT, ALL),
        fault(
            CodeResponseType.class,
            "response_type",
            "token",
            RESPONSE_TYPE_UNSUPPORTED,
            TO_A_BROWSER),
        fault(
            KnownResponseMode.class,
            "response_mode",
            "fragment",
            RESPONSE_MODE_UNSUPPORTED,
            TO_A_BROWSER),
        fault(OpenIdScope.class, "scope", "profile", SCOPE_WITHOUT_OPENID, ALL),
        fault(PkceS256.class, "code_challenge", "", PKCE_MISSING, TO_A_BROWSER),
        fault(UsableNonce.class, "nonce", "n".repeat(513), NONCE_TOO_LONG, TO_A_BROWSER),
        fault(PossiblePrompt.class, "prompt", "none login", PROMPT_NONE_NOT_ALONE, TO_A_BROWSER),
        fault(WholeMaxAge.class, "max_age", "1e3", MAX_AGE_NO_NUMBER, ALL),
        fault(ReadableClaims.class, "claims", "[]", CLAIMS_UNREADABLE, ALL),
        fault(KnownResource.class, "resource", "https://x.example", RESOURCE_UNKNOWN, ALL),
        fault(
            OwnIdTokenHint.class,
            "id_token_hint",
            "e30.e30.e30",
            ID_TOKEN_HINT_NOT_OWN,
            Set.of(AUTHORIZE, PUSHED, BACKCHANNEL)));
  }

  private static Arguments fault(
      Class<?> check,
      String name,
      String value,
      FrontChannelError error,
      Set<RequestEndpoint> endpoints) {
    return fault(check, name, List.of(value), error, endpoints);
  }

  private static Arguments fault(
      Class<?> check,
      String name,
      List<String> values,
      FrontChannelError error,
      Set<RequestEndpoint> endpoints) {
    return Arguments.of(check, Map.of(name, values), error, endpoints);
  }

  private static Parameters good(Map<String, List<String>> changes) {
    Map<String, List<String>> all =
        new HashMap<>(
            Map.of(
                "client_id", List.of("hospital"),
                "redirect_uri", List.of(Fixtures.REDIRECT_URI),
                "response_type", List.of("code"),
                "scope", List.of("openid"),
                "state", List.of("s"),
                "nonce", List.of("n"),
                "code_challenge", List.of(Fixtures.CHALLENGE),
                "code_challenge_method", List.of("S256")));
    all.putAll(changes);
    return new Parameters(all);
  }

  private Optional<FrontChannelError> objection(
      RequestEndpoint endpoint, Map<String, List<String>> changes, Client client) {
    return switch (examine.of(endpoint, good(changes), Optional.of(client))) {
      case Examination.Good _ -> Optional.empty();
      case Examination.Bad(_, var refusal) ->
          Optional.of((FrontChannelError) refusal.reason().error());
    };
  }

  @ParameterizedTest(name = "{0}")
  @Clause({"RFC 9126 2.1", "RFC 8628 3.1", "RFC 6749 4.1.2.1"})
  @MethodSource("faults")
  void aFaultIsFoundWhereItIsOneAndNowhereElse(
      Class<?> check,
      Map<String, List<String>> changes,
      FrontChannelError error,
      Set<RequestEndpoint> endpoints) {
    for (RequestEndpoint endpoint : RequestEndpoint.values()) {
      assertThat(objection(endpoint, changes, CLIENT))
          .as("%s at %s", check.getSimpleName(), endpoint)
          .isEqualTo(endpoints.contains(endpoint) ? Optional.of(error) : Optional.empty());
    }
  }

  @Test
  void onlyABrowserIsAnsweredWithCodes() {
    Client service =
        new Client(
            CLIENT.id(),
            CLIENT.presentation(),
            CLIENT.authentication(),
            CLIENT.addresses(),
            new Client.Permissions(
                Set.of(GrantType.CLIENT_CREDENTIALS), CLIENT.permissions().scopes()),
            CLIENT.tokens(),
            CLIENT.demands(),
            true);
    for (RequestEndpoint endpoint : RequestEndpoint.values()) {
      assertThat(objection(endpoint, Map.of(), service))
          .as("%s", endpoint)
          .isEqualTo(
              TO_A_BROWSER.contains(endpoint)
                  ? Optional.of(CLIENT_HAS_NO_CODE_FLOW)
                  : Optional.empty());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aGoodRequestIsGoodWhereverItComesIn(RequestEndpoint endpoint) {
    assertThat(objection(endpoint, Map.of(), CLIENT)).isEmpty();
  }

  /** A new check is not left out of this test. */
  @Test
  void everyCheckOfTheTableIsSaidHere() {
    Set<Class<?>> said =
        Stream.concat(
                faults().map(fault -> (Class<?>) fault.get()[0]), Stream.of(MayUseCodes.class))
            .collect(Collectors.toSet());
    assertThat(checks.table())
        .extracting(row -> (Object) row.check().getClass())
        .containsExactlyInAnyOrderElementsOf(said);
    assertThat(Arrays.stream(RequestEndpoint.values()))
        .allSatisfy(endpoint ->
            assertThat(checks.table()).anyMatch(row -> row.endpoints().contains(endpoint)));
  }
}
