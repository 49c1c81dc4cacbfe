package cn.tongxing.sdk;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;

/** Signature, type, issuer, audience and times of the provider's tokens. */
final class TokenChecks {

  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.ES256, JWSAlgorithm.RS256);
  private static final JOSEObjectType LOGOUT = new JOSEObjectType("logout+jwt");

  private final DefaultJWTProcessor<SecurityContext> idTokens;
  private final DefaultJWTProcessor<SecurityContext> logoutTokens;

  TokenChecks(ClientSettings settings, JWKSource<SecurityContext> keys, InstantSource clock) {
    this.idTokens =
        processor(
            keys,
            new TokenTimes(
                settings, Set.of("sub", "iat", "exp", "nonce"), settings.clockSkew(), clock),
            JOSEObjectType.JWT);
    this.logoutTokens =
        processor(
            keys,
            new TokenTimes(
                settings, Set.of("iat", "exp", "jti", "events"), TokenTimes.LARGEST_SKEW, clock),
            LOGOUT);
  }

  JWTClaimsSet idToken(String token) throws ProviderException, NotTrustedException {
    return process(idTokens, token);
  }

  JWTClaimsSet logoutToken(String token) throws ProviderException, NotTrustedException {
    return process(logoutTokens, token);
  }

  /** OpenID Connect Core 1.0, 3.1.3.6: left half of SHA-256 (both algorithms use it). */
  static boolean isHashOf(String hash, String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
      String left =
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16));
      return left.equals(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static DefaultJWTProcessor<SecurityContext> processor(
      JWKSource<SecurityContext> keys, TokenTimes times, JOSEObjectType type) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(type));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(times);
    return processor;
  }

  private static JWTClaimsSet process(DefaultJWTProcessor<SecurityContext> processor, String token)
      throws ProviderException, NotTrustedException {
    try {
      return processor.process(SignedJWT.parse(token), null);
    } catch (ParseException | BadJOSEException e) {
      throw new NotTrustedException("token: " + e.getMessage());
    } catch (JOSEException e) {
      throw new ProviderException(
          "keys could not be read: " + e.getMessage() + ", " + e.getCause(), e);
    }
  }

  /** A token does not hold. */
  static final class NotTrustedException extends Exception {
    private static final long serialVersionUID = 1L;

    NotTrustedException(String message) {
      super(message);
    }
  }
}
