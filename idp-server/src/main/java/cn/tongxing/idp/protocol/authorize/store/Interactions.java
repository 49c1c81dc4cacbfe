package cn.tongxing.idp.protocol.authorize.store;

import cn.tongxing.idp.kernel.SignInId;
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
import java.util.regex.Pattern;
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

  private static final int VERSION = 1;
  private static final Duration LINGERING = Duration.ofMinutes(1);
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{22,36}");
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
      int v,
      Map<String, List<String>> parameters,
      @Nullable String browser,
      @Nullable String signIn) {}

  /** Keeps it while the person acts. */
  public void put(Interaction interaction) {
    put(interaction, settings.interactionLifetime());
  }

  /**
   * Keeps it a moment longer after it was answered: a second click, or the page loaded again, gets
   * an answer of its own instead of a dead end.
   */
  public void linger(Interaction interaction) {
    put(interaction, LINGERING);
  }

  private void put(Interaction interaction, Duration lifetime) {
    var form =
        new Form(
            VERSION,
            interaction.parameters().understood().all(),
            interaction.browser().orElse(null),
            interaction.signIn().map(SignInId::toString).orElse(null));
    byte[] sealed = sealing.seal(JSON.writeValueAsBytes(form), place(interaction.id()));
    redis.setex(key(interaction.id()), lifetime.toSeconds(), sealed);
  }

  /** It, if it is kept. Whoever asks has not yet shown that it is theirs, so it stays. */
  public Optional<Interaction> find(String id) {
    return ID.matcher(id).matches() ? read(id, redis.get(key(id))) : Optional.empty();
  }

  /** Forgets one that was answered for good. */
  public void remove(Interaction interaction) {
    redis.del(key(interaction.id()));
  }

  /** A request as bytes, for whoever keeps it in our place. */
  public static byte[] written(Parameters parameters) {
    return JSON.writeValueAsBytes(new Form(VERSION, parameters.understood().all(), null, null));
  }

  /** A request that was {@link #written}; empty if by a version that this one cannot read. */
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

  private static Optional<Form> form(byte[] json) {
    try {
      return Optional.of(JSON.readValue(json, Form.class)).filter(form -> form.v() == VERSION);
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
