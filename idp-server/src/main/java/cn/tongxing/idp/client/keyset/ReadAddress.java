package cn.tongxing.idp.client.keyset;

import cn.tongxing.idp.keys.PublicKeys;
import cn.tongxing.idp.keys.PublicKeys.Reading;
import cn.tongxing.idp.keys.SigningAlgorithm;
import cn.tongxing.idp.outbound.GuardedHttp;
import cn.tongxing.idp.outbound.OutboundAnswer;
import cn.tongxing.idp.outbound.OutboundAnswer.Received;
import cn.tongxing.idp.outbound.OutboundRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads the JWK Set at an address of a client, through the one way out. */
@Component
public class ReadAddress {

  /** All of it together. */
  static final Duration TIME = Duration.ofSeconds(3);

  private static final int LONGEST = 64 * 1024;

  /** RFC 7517 8.5.2, and what most servers say instead. */
  private static final Set<String> TYPES = Set.of("application/jwk-set+json", "application/json");

  private final GuardedHttp outbound;

  ReadAddress(GuardedHttp outbound) {
    this.outbound = outbound;
  }

  /** What is there; {@link Reading.Unreadable} too if nobody answers. */
  public Reading read(URI uri, SigningAlgorithm algorithm) {
    var request =
        new OutboundRequest(
            "GET", uri, Map.of("Accept", String.join(", ", TYPES)), new byte[0], TIME, LONGEST);
    return switch (outbound.send(request)) {
      case OutboundAnswer.Failed failed ->
          new Reading.Unreadable("cannot be read: " + failed.explanation());
      case Received answer when answer.status() != 200 ->
          new Reading.Unreadable(
              "answered " + answer.status() + (isRedirect(answer) ? ", a redirect" : ""));
      case Received answer when !isJson(answer) ->
          new Reading.Unreadable("answered with a Content-Type that is none of " + TYPES);
      case Received answer ->
          PublicKeys.read(new String(answer.body(), StandardCharsets.UTF_8), algorithm);
    };
  }

  private static boolean isRedirect(Received answer) {
    return answer.status() / 100 == 3;
  }

  private static boolean isJson(Received answer) {
    return answer.headers().getOrDefault("content-type", List.of()).stream()
        .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .anyMatch(TYPES::contains);
  }
}
