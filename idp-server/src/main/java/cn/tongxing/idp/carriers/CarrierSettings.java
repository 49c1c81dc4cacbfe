package cn.tongxing.idp.carriers;

import cn.tongxing.adapter.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is asked about phone numbers ({@code idp.carriers.*}): Alibaba Cloud's number service
 * (Dytnsapi 2020-02-17), or a sidecar that speaks its protocol. Without a key nobody is asked.
 *
 * @param endpoint https; http on this machine only
 * @param accessKeyId of a user that may call nothing else
 * @param reissueAuthCode the supplier's leave to ask whether a number was issued again; blank: not
 *     asked
 * @param holderAuthCode the supplier's leave to ask in whose name a number is; blank: not asked
 * @param limit for one answer, 500 ms to 10 s; the person waits for it
 */
@ConfigurationProperties("idp.carriers")
public record CarrierSettings(
    @DefaultValue("https://dytnsapi.aliyuncs.com") URI endpoint,
    @Nullable String accessKeyId,
    @Nullable Secret accessKeySecret,
    @DefaultValue("") String reissueAuthCode,
    @DefaultValue("") String holderAuthCode,
    @DefaultValue("3s") Duration limit) {

  private static final Duration SHORTEST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  public CarrierSettings {
    boolean asked = !reissueAuthCode.isBlank() || !holderAuthCode.isBlank();
    if ((accessKeyId == null) != (accessKeySecret == null)) {
      throw new IllegalArgumentException(
          "idp.carriers.access-key-id and idp.carriers.access-key-secret go together");
    }
    if (asked != (accessKeyId != null)) {
      throw new IllegalArgumentException(
          "idp.carriers: the access key goes together with reissue-auth-code, holder-auth-code or"
              + " both");
    }
    if (limit.compareTo(SHORTEST) < 0 || limit.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("idp.carriers.limit: from 500 ms to 10 s");
    }
    if (!isConfidential(endpoint)) {
      throw new IllegalArgumentException(
          "idp.carriers.endpoint must be https://host, or http on this machine: names and numbers"
              + " travel there");
    }
  }

  /** What requests are signed with; empty where nobody is asked. */
  Optional<Key> key() {
    return accessKeyId != null && accessKeySecret != null
        ? Optional.of(new Key(accessKeyId, accessKeySecret))
        : Optional.empty();
  }

  /** The key of the account at the supplier. */
  record Key(String id, Secret secret) {}

  private static boolean isConfidential(URI endpoint) {
    boolean bare =
        endpoint.getHost() != null
            && endpoint.getRawUserInfo() == null
            && endpoint.getRawQuery() == null
            && endpoint.getRawFragment() == null;
    return switch (String.valueOf(endpoint.getScheme())) {
      case "https" -> bare;
      case "http" ->
          bare && List.of("localhost", "127.0.0.1", "[::1]").contains(endpoint.getHost());
      default -> false;
    };
  }
}
