package cn.tongxing.simulator.carrier;

import cn.tongxing.simulator.http.Call;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks the signature of version 3, ACS3-HMAC-SHA256: over method, path, query in order, the
 * headers it names, and the digest of the body; once within fifteen minutes.
 */
final class SignedCall {

  private static final Duration SKEW = Duration.ofMinutes(15);
  private static final String ALGORITHM = "ACS3-HMAC-SHA256";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          ALGORITHM + " Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})");
  private static final List<String> REQUIRED =
      List.of(
          "host",
          "x-acs-action",
          "x-acs-content-sha256",
          "x-acs-date",
          "x-acs-signature-nonce",
          "x-acs-version");

  private final String keyId;
  private final byte[] secret;
  private final InstantSource clock;
  private final Map<String, Instant> seen = new ConcurrentHashMap<>();

  SignedCall(String keyId, String secret, InstantSource clock) {
    this.keyId = keyId;
    this.secret = secret.getBytes(StandardCharsets.UTF_8);
    this.clock = clock;
  }

  /** The code of what is wrong; empty if all holds. */
  Optional<String> problem(Call call) {
    Matcher said = AUTHORIZATION.matcher(call.header("authorization"));
    if (!said.matches()) {
      return Optional.of("MissingAuthorization");
    }
    if (!said.group(1).equals(keyId)) {
      return Optional.of("InvalidAccessKeyId.NotFound");
    }
    List<String> names = List.of(said.group(2).split(";"));
    String due = hex(mac(ALGORITHM + "\n" + Digests.of(canonical(call, names))));
    boolean holds =
        names.containsAll(REQUIRED)
            && call.header("x-acs-content-sha256").equals(Digests.of(call.text()))
            && MessageDigest.isEqual(ascii(due), ascii(said.group(3)));
    if (!holds) {
      return Optional.of("SignatureDoesNotMatch");
    }
    return isFresh(call) ? Optional.empty() : Optional.of("SignatureNonceUsed");
  }

  private boolean isFresh(Call call) {
    Instant now = clock.instant();
    try {
      Instant signed = Instant.parse(call.header("x-acs-date"));
      return Duration.between(signed, now).abs().compareTo(SKEW) <= 0
          && seen.putIfAbsent(call.header("x-acs-signature-nonce"), now) == null;
    } catch (DateTimeParseException malformed) {
      return false;
    }
  }

  private static String canonical(Call call, List<String> names) {
    String query = call.uri().getRawQuery() == null ? "" : call.uri().getRawQuery();
    String sorted = Arrays.stream(query.split("&", -1)).sorted().collect(Collectors.joining("&"));
    String headers =
        names.stream()
            .sorted()
            .map(name -> name + ":" + call.header(name).strip() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        call.method(),
        call.uri().getRawPath(),
        sorted,
        headers,
        String.join(";", names),
        call.header("x-acs-content-sha256"));
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
