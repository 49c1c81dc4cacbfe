package cn.tongxing.sdk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** Assertion by which a client authenticates (RFC 7523 2.2), for the issuer alone. */
final class ClientAssertion {

  private static final Duration LIFE = Duration.ofMinutes(1);
  private static final JOSEObjectType TYPE = new JOSEObjectType("client-authentication+jwt");

  private ClientAssertion() {}

  /** The two parameters. */
  static Map<String, String> parameters(
      ClientSettings settings, ClientCredential.SigningKey by, Instant now)
      throws ProviderException {
    return Map.of(
        "client_assertion_type",
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion",
        signed(settings, by, now));
  }

  private static String signed(ClientSettings settings, ClientCredential.SigningKey by, Instant now)
      throws ProviderException {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(settings.clientId())
            .subject(settings.clientId())
            .audience(settings.issuer().toString())
            .jwtID(UUID.randomUUID().toString())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFE)))
            .build();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(by.keyId()).type(TYPE).build(), claims);
    try {
      jwt.sign(new ECDSASigner(by.key(), Curve.P_256));
      return jwt.serialize();
    } catch (JOSEException e) {
      throw new ProviderException("the key cannot sign", e);
    }
  }
}
