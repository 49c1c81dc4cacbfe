package cn.tongxing.idp.protocol.authorize.store;

import cn.tongxing.idp.kernel.OfLaterVersion;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.protocol.ProtocolSettings;
import io.lettuce.core.GetExArgs;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SetArgs;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * Which code an authorization was answered with, in Redis under {@code authz:{<id>}:code}: whoever
 * comes first decides, for all who answer it again. It outlives what is kept of the authorization.
 */
@Repository
public class GivenCodes {

  private static final String REPLACE =
      """
      if redis.call('get', KEYS[1]) == ARGV[1] then
        redis.call('set', KEYS[1], ARGV[2], 'ex', ARGV[3])
        return 1
      end
      return 0
      """;

  private static final StoredForm FORM = new StoredForm("a code that was given", 1);

  private final RedisClusterCommands<String, byte[]> redis;
  private final Sealing sealing;
  private final long seconds;

  GivenCodes(
      RedisClusterCommands<String, byte[]> redis, Sealing sealing, ProtocolSettings settings) {
    this.redis = redis;
    this.sealing = sealing;
    this.seconds = settings.interactionLifetime().toSeconds();
  }

  /**
   * A code, and whom it was given to.
   *
   * @param session of the person; nobody else in the browser is given it
   */
  public record Given(String session, String code) {
    /** Without the code. */
    @Override
    public String toString() {
      return "Given[" + session + "]";
    }
  }

  /** Whether none was given yet, and this one is from now on. */
  public boolean isFirst(String interaction, Given given) {
    byte[] sealed = sealed(interaction, given);
    return "OK".equals(redis.set(key(interaction), sealed, SetArgs.Builder.nx().ex(seconds)));
  }

  /** Gives another in the place of one, unless somebody else has done so before. */
  public void replace(String interaction, Given old, Given next) {
    byte[] now = redis.get(key(interaction));
    if (opened(interaction, now).filter(old::equals).isPresent()) {
      redis.eval(
          REPLACE,
          ScriptOutputType.INTEGER,
          new String[] {key(interaction)},
          now,
          sealed(interaction, next),
          Long.toString(seconds).getBytes(StandardCharsets.US_ASCII));
    }
  }

  private byte[] sealed(String interaction, Given given) {
    byte[] text = (given.session() + " " + given.code()).getBytes(StandardCharsets.UTF_8);
    return sealing.seal(FORM.of(text), place(interaction));
  }

  /**
   * The one that was given; it is remembered for as long again, since what asks for it is too.
   *
   * @throws OfLaterVersion for what a later version of the server wrote
   */
  public Optional<Given> find(String interaction) {
    return opened(interaction, redis.getex(key(interaction), GetExArgs.Builder.ex(seconds)));
  }

  private Optional<Given> opened(String interaction, byte @Nullable [] sealed) {
    try {
      return sealed == null
          ? Optional.empty()
          : FORM.body(sealing.open(sealed, place(interaction)))
              .map(body -> new String(body, StandardCharsets.UTF_8).split(" ", 2))
              .map(parts -> new Given(parts[0], parts[1]));
    } catch (SealBroken changed) {
      return Optional.empty();
    }
  }

  private static SealedPlace place(String interaction) {
    return new SealedPlace("authz", "code", interaction);
  }

  private static String key(String interaction) {
    return "authz:{" + interaction + "}:code";
  }
}
