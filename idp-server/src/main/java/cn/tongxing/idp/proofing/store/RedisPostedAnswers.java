package cn.tongxing.idp.proofing.store;

import static cn.tongxing.idp.proofing.store.script.RedisScript.bytes;

import cn.tongxing.idp.kernel.SignInId;
import cn.tongxing.idp.kernel.StoredForm;
import cn.tongxing.idp.keys.SealBroken;
import cn.tongxing.idp.keys.SealedPlace;
import cn.tongxing.idp.keys.Sealing;
import cn.tongxing.idp.proofing.PostedAnswers;
import cn.tongxing.idp.proofing.store.script.RedisScript;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** A hash per transaction, {@code posted:{id}}, of what waits by its word. */
@Repository
class RedisPostedAnswers implements PostedAnswers {

  private static final StoredForm FORM = new StoredForm("a posted answer", 1);
  private static final int WORD_BYTES = 16;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, List<String>>> PARAMETERS =
      new TypeReference<>() {};

  private static final String KEEP =
      """
      if redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[3]) then return 0 end
      redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
      redis.call('PEXPIRE', KEYS[1], ARGV[4])
      return 1
      """;

  private final RedisScript keep;
  private final RedisClusterCommands<String, byte[]> redis;
  private final Sealing sealing;
  private final SecureRandom random;

  RedisPostedAnswers(
      RedisClusterCommands<String, byte[]> redis, Sealing sealing, SecureRandom random) {
    this.keep = new RedisScript(redis, KEEP);
    this.redis = redis;
    this.sealing = sealing;
    this.random = random;
  }

  @Override
  public Optional<String> keep(SignInId signIn, Map<String, List<String>> parameters) {
    byte[] drawn = new byte[WORD_BYTES];
    random.nextBytes(drawn);
    String word = Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    byte[] sealed =
        sealing.seal(FORM.of(MAPPER.writeValueAsBytes(parameters)), place(signIn, word));
    long kept =
        keep.number(
            new String[] {key(signIn)}, bytes(word), sealed, bytes(MOST), bytes(WAIT.toMillis()));
    return kept == 1 ? Optional.of(word) : Optional.empty();
  }

  /**
   * Read first: what a later version kept stays where it is. Of two who read, one takes it away.
   */
  @Override
  public Optional<Map<String, List<String>>> take(SignInId signIn, String word) {
    byte @Nullable [] sealed = redis.hget(key(signIn), word);
    if (sealed == null) {
      return Optional.empty();
    }
    Optional<Map<String, List<String>>> parameters = read(sealed, place(signIn, word));
    return redis.hdel(key(signIn), word) == 1 ? parameters : Optional.empty();
  }

  private Optional<Map<String, List<String>>> read(byte[] sealed, SealedPlace place) {
    try {
      return FORM.body(sealing.open(sealed, place)).map(json -> MAPPER.readValue(json, PARAMETERS));
    } catch (SealBroken | JacksonException e) {
      return Optional.empty();
    }
  }

  private static String key(SignInId signIn) {
    return "posted:{" + signIn + "}";
  }

  private static SealedPlace place(SignInId signIn, String word) {
    return new SealedPlace("redis:posted", word, signIn.toString());
  }
}
