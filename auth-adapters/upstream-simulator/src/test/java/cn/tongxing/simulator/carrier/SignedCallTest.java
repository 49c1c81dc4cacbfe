package cn.tongxing.simulator.carrier;

import static org.assertj.core.api.Assertions.assertThat;

import cn.tongxing.simulator.http.Call;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a signature the carriers' interface takes. */
class SignedCallTest {

  private static final Instant NOW = Instant.parse("2026-11-28T08:00:00Z");
  private static final String BODY = "PhoneNumber=digest";

  private final SignedCall check = new SignedCall("id", "secret", InstantSource.fixed(NOW));
  private final Map<String, String> headers = new HashMap<>();
  private String query = "a=1&b=2";

  SignedCallTest() {
    headers.put("host", "127.0.0.1:9000");
    headers.put("x-acs-action", "DescribePhoneTwiceTelVerify");
    headers.put("x-acs-content-sha256", Digests.of(BODY));
    headers.put("x-acs-date", NOW.toString());
    headers.put("x-acs-signature-nonce", "once");
    headers.put("x-acs-version", "2020-02-17");
  }

  private Call call(String body) {
    URI uri = URI.create("http://127.0.0.1:9000/carriers/?" + query);
    return new Call("POST", uri, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  private String sign(String secret) throws Exception {
    var named = new TreeMap<>(headers);
    named.remove("authorization");
    var lines = new StringBuilder();
    named.forEach((name, value) -> lines.append(name).append(':').append(value).append('\n'));
    String names = String.join(";", named.keySet());
    String canonical =
        String.join("\n", "POST", "/carriers/", "a=1&b=2", lines, names, Digests.of(BODY));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] due =
        mac.doFinal(
            ("ACS3-HMAC-SHA256\n" + Digests.of(canonical)).getBytes(StandardCharsets.UTF_8));
    return "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=%s,Signature=%s"
        .formatted(names, HexFormat.of().formatHex(due));
  }

  private void signed() throws Exception {
    headers.put("authorization", sign("secret"));
  }

  @Test
  void whatIsSignedIsTakenOnceInWhateverOrderTheQueryIs() throws Exception {
    query = "b=2&a=1";
    signed();

    assertThat(check.problem(call(BODY))).isEmpty();
    assertThat(check.problem(call(BODY))).as("again").contains("SignatureNonceUsed");
  }

  @ParameterizedTest
  @CsvSource({"-900, true", "900, true", "-901, false", "901, false"})
  void itIsGoodForAQuarterOfAnHourEitherWay(long seconds, boolean fresh) throws Exception {
    headers.put("x-acs-date", NOW.plus(Duration.ofSeconds(seconds)).toString());
    signed();

    assertThat(check.problem(call(BODY)).isEmpty()).isEqualTo(fresh);
  }

  @Test
  void aDateThatIsNoneIsNotFresh() throws Exception {
    headers.put("x-acs-date", "today");
    signed();

    assertThat(check.problem(call(BODY))).contains("SignatureNonceUsed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "x-acs-action",
        "x-acs-content-sha256",
        "x-acs-date",
        "x-acs-signature-nonce",
        "x-acs-version"
      })
  void noneOfTheHeadersMayBeLeftUnsigned(String header) throws Exception {
    String kept = headers.remove(header);
    signed();
    headers.put(header, kept);

    assertThat(check.problem(call(BODY))).contains("SignatureDoesNotMatch");
  }

  @Test
  void whatWasChangedAfterwardsDoesNotHold() throws Exception {
    signed();

    assertThat(check.problem(call("PhoneNumber=another"))).contains("SignatureDoesNotMatch");
    query = "a=1&b=3";
    assertThat(check.problem(call(BODY))).contains("SignatureDoesNotMatch");
    query = "a=1&b=2";
    headers.put("authorization", sign("another"));
    assertThat(check.problem(call(BODY))).contains("SignatureDoesNotMatch");
    signed();
    assertThat(check.problem(call(BODY))).as("nothing of it used up the nonce").isEmpty();
  }

  @Test
  void whoSignsIsToBeKnown() throws Exception {
    assertThat(check.problem(call(BODY))).contains("MissingAuthorization");
    headers.put("authorization", sign("secret").replace("Credential=id", "Credential=other"));
    assertThat(check.problem(call(BODY))).contains("InvalidAccessKeyId.NotFound");
  }

  @Test
  void onlyNumbersThatShowSomethingAreRecognized() {
    assertThat(List.of("97", "98", "99"))
        .allSatisfy(end -> {
          assertThat(Digests.endOf(Digests.of("138000012" + end))).isEqualTo(end);
          assertThat(Digests.endOf(Digests.of("139000099" + end))).isEqualTo(end);
        });
    assertThat(Digests.endOf(Digests.of("13800001296"))).isEmpty();
    assertThat(Digests.endOf(Digests.of("13700001297"))).isEmpty();
  }
}
