package cn.tongxing.idp.protocol.grant.store;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.protocol.grant.PendingCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a code stands for as JSON, behind the version of the form. A field more is no other version:
 * a reader ignores those it does not know.
 */
public final class PendingCodeJson {

  private static final StoredForm FORM = new StoredForm("a code", 2);
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private PendingCodeJson() {}

  private record Form(
      AuthorizationForm authorization,
      String redirectUri,
      @Nullable String challenge,
      @Nullable String nonce) {}

  /** Writes. */
  public static byte[] write(PendingCode code) {
    return FORM.of(
        JSON.writeValueAsBytes(
            new Form(
                AuthorizationForm.of(code.authorization()),
                code.redirectUri(),
                code.challenge().orElse(null),
                code.nonce().orElse(null))));
  }

  /**
   * Reads; empty for what no node will read.
   *
   * @throws OfLaterVersion for what a later version of the server wrote
   */
  public static Optional<PendingCode> read(byte[] stored) {
    return FORM.body(stored).flatMap(PendingCodeJson::parsed);
  }

  private static Optional<PendingCode> parsed(byte[] json) {
    try {
      Form form = JSON.readValue(json, Form.class);
      return Optional.of(
          new PendingCode(
              form.authorization().authorization(),
              form.redirectUri(),
              Optional.ofNullable(form.challenge()),
              Optional.ofNullable(form.nonce())));
    } catch (JacksonException | IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
