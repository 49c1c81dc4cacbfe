package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.idp.kernel.Acr;
import cn.tongxing.idp.kernel.ClientId;
import cn.tongxing.idp.kernel.PersonId;
import cn.tongxing.idp.kernel.SessionId;
import cn.tongxing.idp.protocol.grant.Authorization;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * An authorization as JSON, with the version of the form. A later version adds fields only; a
 * reader ignores those it does not know, so that two versions of the server run side by side.
 */
public final class AuthorizationJson {

  private static final int VERSION = 1;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private AuthorizationJson() {}

  private record Form(
      int v,
      String client,
      String person,
      String session,
      int lowered,
      Set<UUID> agreements,
      String redirectUri,
      @Nullable String challenge,
      @Nullable String nonce,
      Set<String> scopes,
      Set<String> claims,
      Set<String> resources,
      String acr,
      List<String> shown,
      long expires) {}

  /** Writes. */
  public static byte[] write(Authorization authorization) {
    return JSON.writeValueAsBytes(
        new Form(
            VERSION,
            authorization.client().value(),
            authorization.person().toString(),
            authorization.session().toString(),
            authorization.lowered(),
            authorization.agreements(),
            authorization.redirectUri(),
            authorization.challenge().orElse(null),
            authorization.nonce().orElse(null),
            authorization.scopes(),
            authorization.userinfoClaims(),
            authorization.resources(),
            authorization.acr().toString(),
            ShownText.of(authorization.shown()),
            authorization.grantExpiresAt().toEpochMilli()));
  }

  /** Reads; empty if it is not of a form this server understands. */
  public static Optional<Authorization> read(byte[] json) {
    try {
      Form form = JSON.readValue(json, Form.class);
      return form.v() == VERSION ? Optional.of(authorization(form)) : Optional.empty();
    } catch (JacksonException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Authorization authorization(Form form) {
    return new Authorization(
        new ClientId(form.client()),
        PersonId.parse(form.person()),
        SessionId.parse(form.session()),
        form.lowered(),
        form.agreements(),
        form.redirectUri(),
        Optional.ofNullable(form.challenge()),
        Optional.ofNullable(form.nonce()),
        form.scopes(),
        form.claims(),
        form.resources(),
        Acr.parse(form.acr()).orElseThrow(IllegalArgumentException::new),
        ShownText.read(form.shown()),
        Instant.ofEpochMilli(form.expires()));
  }
}
