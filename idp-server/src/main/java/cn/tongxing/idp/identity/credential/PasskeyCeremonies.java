package cn.tongxing.idp.identity.credential;

import cn.tongxing.idp.identity.store.PasskeyRows;
import cn.tongxing.idp.identity.store.PasskeyRows.PasskeyUse;
import cn.tongxing.idp.identity.store.PasskeyRows.StoredPasskey;
import cn.tongxing.idp.kernel.Issuer;
import cn.tongxing.idp.kernel.PersonId;
import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * The checks of Web Authentication Level 3, 7.1 and 7.2: challenge, origin, relying party, user
 * verification, signature, counter. No attestation is asked for, so none is judged.
 */
@Component
class PasskeyCeremonies {

  private static final Logger LOG = LoggerFactory.getLogger(PasskeyCeremonies.class);
  private static final int LONGEST_ANSWER = 32 * 1024;
  private static final List<PublicKeyCredentialParameters> ALGORITHMS =
      List.of(
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
          new PublicKeyCredentialParameters(
              PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

  private final ObjectConverter converter = new ObjectConverter();
  private final WebAuthnManager webAuthn =
      WebAuthnManager.createNonStrictWebAuthnManager(converter);
  private final Issuer issuer;

  PasskeyCeremonies(Issuer issuer) {
    this.issuer = issuer;
  }

  /** The passkey in the answer to a registration; empty if any check fails. */
  Optional<StoredPasskey> registered(
      UUID id, PersonId person, byte[] handle, byte[] challenge, String answer) {
    RegistrationParameters wanted =
        new RegistrationParameters(server(challenge), ALGORITHMS, true, true);
    return checked(answer, () -> webAuthn.verifyRegistrationResponseJSON(answer, wanted))
        .flatMap(data -> passkey(id, person, handle, data));
  }

  /** The use in the answer to a sign-in; empty if any check but that of the counter fails. */
  Optional<PasskeyUse> used(
      byte[] challenge, String answer, Function<byte[], Optional<StoredPasskey>> passkeys) {
    return checked(answer, () -> webAuthn.parseAuthenticationResponseJSON(answer))
        .flatMap(data ->
            Optional.ofNullable(data.getCredentialId())
                .flatMap(passkeys)
                .flatMap(key -> use(challenge, key, data)));
  }

  private Optional<PasskeyUse> use(
      byte[] challenge, StoredPasskey passkey, AuthenticationData data) {
    if (!Arrays.equals(passkey.userHandle(), data.getUserHandle())) {
      return Optional.empty();
    }
    boolean eligible =
        data.getAuthenticatorData() != null && data.getAuthenticatorData().isFlagBE();
    AuthenticationParameters wanted =
        new AuthenticationParameters(
            server(challenge),
            record(passkey, eligible),
            List.of(passkey.credentialId()),
            true,
            true);
    return checked("", () -> webAuthn.verify(data, wanted))
        .flatMap(verified -> Optional.ofNullable(verified.getAuthenticatorData()))
        .map(seen -> new PasskeyUse(passkey, seen.getSignCount(), eligible, seen.isFlagBS()));
  }

  private Optional<StoredPasskey> passkey(
      UUID id, PersonId person, byte[] handle, RegistrationData data) {
    return Optional.ofNullable(data.getAttestationObject())
        .map(attestation -> attestation.getAuthenticatorData())
        .flatMap(seen -> passkey(id, person, handle, seen));
  }

  private Optional<StoredPasskey> passkey(
      UUID id, PersonId person, byte[] handle, AuthenticatorData<?> seen) {
    AttestedCredentialData credential = seen.getAttestedCredentialData();
    if (credential == null) {
      return Optional.empty();
    }
    UUID aaguid = credential.getAaguid().getValue();
    return Optional.of(
        new StoredPasskey(
            id,
            person,
            handle,
            credential.getCredentialId(),
            aaguid == null ? new UUID(0, 0) : aaguid,
            converter.getCborMapper().writeValueAsBytes(credential.getCOSEKey()),
            seen.getSignCount(),
            seen.isFlagBE(),
            seen.isFlagBS()));
  }

  /**
   * As the library is to compare with. Whether a passkey can be synced is fixed by the standard,
   * and turns on all the same when its owner begins to sync: it is taken as it comes, signed. The
   * counter is compared where it moves, in one statement ({@link PasskeyRows#used}).
   */
  private CredentialRecordImpl record(StoredPasskey passkey, boolean eligible) {
    COSEKey key = converter.getCborMapper().readValue(passkey.publicKey(), COSEKey.class);
    if (key == null) {
      throw new IllegalStateException("stored passkey without key: " + passkey.id());
    }
    return new CredentialRecordImpl(
        new NoneAttestationStatement(),
        true,
        eligible,
        passkey.backedUp(),
        0L,
        new AttestedCredentialData(new AAGUID(passkey.aaguid()), passkey.credentialId(), key),
        null,
        null,
        null,
        Set.of());
  }

  private ServerProperty server(byte[] challenge) {
    return ServerProperty.builder()
        .origin(new Origin(issuer.origin()))
        .rpId(issuer.uri().getHost())
        .challenge(new DefaultChallenge(challenge))
        .build();
  }

  /** What a browser sent may be anything: whatever the library finds wrong with it is a refusal. */
  private static <T> Optional<T> checked(String answer, Supplier<T> check) {
    if (answer.length() > LONGEST_ANSWER) {
      return Optional.empty();
    }
    try {
      return Optional.of(check.get());
    } catch (WebAuthnException
        | JacksonException
        | IllegalArgumentException
        | NullPointerException refused) {
      LOG.info("passkey refused: {}", refused.getClass().getSimpleName());
      return Optional.empty();
    }
  }
}
