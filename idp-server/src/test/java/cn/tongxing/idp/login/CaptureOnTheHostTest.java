package cn.tongxing.idp.login;

import cn.tongxing.adapter.spi.Reason;
import cn.tongxing.adapter.testkit.Move;
import cn.tongxing.adapter.testkit.Walks;
import cn.tongxing.adapter.testkit.WayContract;
import cn.tongxing.adapter.testkit.WayScript;
import cn.tongxing.idp.testing.CaptureBody;
import cn.tongxing.idp.testing.Clause;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.context.WebApplicationContext;

/** A way with a camera, over the pages and addresses of the real host. */
@LoginSlice
@Clause("issue 6 item 2: capture")
class CaptureOnTheHostTest extends WayContract implements WayScript {

  private static final byte[] PICTURE = CaptureBody.jpeg(640, 480);

  @Autowired private WebApplicationContext context;
  @Autowired private RedisClusterCommands<String, byte[]> redis;

  @AfterEach
  void up() {
    FaceAdapter.DOWN.set(false);
  }

  @Override
  protected WayScript script() {
    return this;
  }

  @Override
  protected Walks walks() {
    return new HostedWalks(context, redis, "test-face", FaceAdapter.DOWN::set);
  }

  private static Move filmed() {
    return Move.film((action, index) -> PICTURE);
  }

  private static List<Move> path(String name, int number, String phone) {
    return List.of(
        Move.fill(TestAdapters.person(name, TestAdapters.number(number))),
        Move.discardCapture(),
        filmed(),
        Move.provePhone(phone));
  }

  @Override
  public List<Move> happyPath() {
    return path("王相", 871, "13600136711");
  }

  @Override
  public List<Move> otherPersonsPath() {
    return path("王貌", 872, "13600136712");
  }

  @Override
  public Map<Reason, List<Move>> refusals() {
    return Map.of(
        Reason.MISMATCH,
        List.of(Move.fill(TestAdapters.person("王不符", TestAdapters.number(873))), filmed()));
  }
}
