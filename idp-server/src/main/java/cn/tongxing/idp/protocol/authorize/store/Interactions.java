package cn.tongxing.idp.protocol.authorize.store;

import cn.tongxing.idp.kernel.Base64Url;
import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.protocol.ProtocolSettings;
import cn.tongxing.idp.protocol.authorize.Interaction;
import cn.tongxing.idp.protocol.authorize.Parameters;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Authorizations that wait for the person to agree, or to be looked at in a browser of ours, in
 * Redis under {@code authz:{<id>}}; losing one costs a sign-in. Those that wait for a sign-in are
 * kept by it. Sealed: a {@code login_hint} is personal.
 */
@Repository
public class Interactions {

  private static final StoredForm FORM = new StoredForm("an authorization request", 2);
  private static final Duration LINGERING = Duration.ofMinutes(1);
  private static final int OWN_ID = 22;
  private static final int SIGN_IN_ID = 36;
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final RedisClusterCommands<String, byte[]> redis;
  private final Sealing sealing;
  private final ProtocolSettings settings;

  Interactions(
      RedisClusterCommands<String, byte[]> redis, Sealing sealing, ProtocolSettings settings) {
    this.redis = redis;
    this.sealing = sealing;
    this.settings = settings;
  }

  private record Form(
      Map<String, List<String>> parameters, @Nullable String browser, @Nullable String signIn) {}

  /** Keeps it while the person acts. */
  public void put(Interaction interaction) {
    var form =
        new Form(
            interaction.parameters().understood().all(),
            interaction.browser().orElse(null),
            interaction.signIn().map(SignInId::toString).orElse(null));
    byte[] sealed = sealing.seal(FORM.of(JSON.writeValueAsBytes(form)), place(interaction.id()));
    redis.setex(key(interaction.id()), settings.interactionLifetime().toSeconds(), sealed);
  }

  /**
   * Keeps it a moment longer after it was answered: a second click, or the page loaded again, gets
   * an answer of its own instead of a dead end.
   */
  public void linger(Interaction interaction) {
    redis.expire(key(interaction.id()), LINGERING.toSeconds());
  }

  /**
   * It, if it is kept. Whoever asks has not yet shown that it is theirs, so it stays.
   *
   * @throws OfLaterVersion for what a later version of the server wrote
   */
  public Optional<Interaction> find(String id) {
    return isId(id) ? read(id, redis.get(key(id))) : Optional.empty();
  }

  /** Forgets one that was answered for good. */
  public void remove(Interaction interaction) {
    redis.del(key(interaction.id()));
  }

  /** A request as bytes, for whoever keeps it in our place. */
  public static byte[] written(Parameters parameters) {
    return FORM.of(JSON.writeValueAsBytes(new Form(parameters.understood().all(), null, null)));
  }

  /**
   * A request that was {@link #written}; empty for what no node will read.
   *
   * @throws OfLaterVersion for what a later version of the server wrote
   */
  public static Optional<Parameters> read(byte[] written) {
    return form(written).map(form -> new Parameters(form.parameters()));
  }

  private Optional<Interaction> read(String id, byte @Nullable [] sealed) {
    try {
      return sealed == null
          ? Optional.empty()
          : form(sealing.open(sealed, place(id)))
              .map(form ->
                  new Interaction(
                      id,
                      new Parameters(form.parameters()),
                      Optional.ofNullable(form.browser()),
                      Optional.ofNullable(form.signIn()).map(SignInId::parse)));
    } catch (SealBroken changed) {
      return Optional.empty();
    }
  }

  /** Ours are 16 bytes of base64url, or a sign-in's; whatever else comes is not asked for. */
  private static boolean isId(String text) {
    return Base64Url.is(text, OWN_ID) || Base64Url.is(text, SIGN_IN_ID);
  }

  private static Optional<Form> form(byte[] stored) {
    return FORM.body(stored).flatMap(Interactions::parsed);
  }

  private static Optional<Form> parsed(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, Form.class));
    } catch (JacksonException malformed) {
      return Optional.empty();
    }
  }

  private static SealedPlace place(String id) {
    return new SealedPlace("authz", "interaction", id);
  }

  private static String key(String id) {
    return "authz:{" + id + "}";
  }
}
