package cn.tongxing.idp.identity.credential;

import cn.tongxing.adapter.spi.document.PersonName;
import cn.tongxing.adapter.spi.document.PhoneNumber;
import cn.tongxing.idp.identity.store.ProfileRows.StoredProfile;
import cn.tongxing.idp.kernel.Issuer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the page hands to the browser (Web Authentication Level 3, 5.4 and 5.5; JSON of 5.1.8). */
@Component
class PasskeyOptions {

  private static final long TIMEOUT = Duration.ofMinutes(5).toMillis();

  /** ES256 and RS256 (IANA COSE algorithms). */
  private static final List<Integer> ALGORITHMS = List.of(-7, -257);

  private final Issuer issuer;
  private final String site;
  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * @param site what the city calls the service: the name that a passkey is kept under
   */
  PasskeyOptions(Issuer issuer, @Value("${idp.pages.name.zh-cn:通行}") String site) {
    this.issuer = issuer;
    this.site = site;
  }

  /** Names are masked: a passkey provider shows and keeps them. */
  String forCreation(
      byte[] challenge, byte[] handle, StoredProfile person, List<byte[]> registered) {
    String name = person.name().map(PersonName::masked).orElse(site);
    String account =
        person.phones().isEmpty()
            ? name
            : person.phones().stream().map(PhoneNumber::masked).findFirst().orElse(name);
    return json.writeValueAsString(
        Map.of(
            "rp", Map.of("id", issuer.uri().getHost(), "name", site),
            "user", Map.of("id", text(handle), "name", account, "displayName", name),
            "challenge", text(challenge),
            "pubKeyCredParams",
                ALGORITHMS.stream().map(each -> Map.of("type", "public-key", "alg", each)).toList(),
            "timeout", TIMEOUT,
            "excludeCredentials",
                registered.stream()
                    .map(id -> Map.of("type", "public-key", "id", text(id)))
                    .toList(),
            "authenticatorSelection",
                Map.of(
                    "residentKey", "required",
                    "requireResidentKey", true,
                    "userVerification", "required"),
            "attestation", "none"));
  }

  String forSignIn(byte[] challenge) {
    return json.writeValueAsString(
        Map.of(
            "rpId", issuer.uri().getHost(),
            "challenge", text(challenge),
            "timeout", TIMEOUT,
            "allowCredentials", List.of(),
            "userVerification", "required"));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
