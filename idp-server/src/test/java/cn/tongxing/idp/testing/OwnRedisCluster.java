package cn.tongxing.idp.testing;

import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** A Redis Cluster of three that a test may reshard: no replicas, nothing kept on disk. */
public final class OwnRedisCluster implements AutoCloseable {

  private static final int SLOTS = 16_384;
  private static final int NODES = 3;

  private final List<OwnRedis> nodes;
  private final List<RedisCommands<String, byte[]>> commands;
  private final List<String> ids;

  private OwnRedisCluster(List<OwnRedis> nodes) {
    this.nodes = nodes;
    this.commands = nodes.stream().map(OwnRedis::commands).toList();
    this.ids = commands.stream().map(RedisCommands::clusterMyId).toList();
  }

  /** Started, joined, with an equal share of the slots each. */
  public static OwnRedisCluster start() {
    List<OwnRedis> nodes =
        IntStream.range(0, NODES).mapToObj(_ -> OwnRedis.startForCluster()).toList();
    var cluster = new OwnRedisCluster(nodes);
    try {
      cluster.join();
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private void join() {
    for (int i = 0; i < NODES; i++) {
      node(i).clusterAddSlots(slotsOf(i).stream().mapToInt(Integer::intValue).toArray());
      node(i).clusterSetConfigEpoch(i + 1L);
      if (i > 0) {
        node(i).clusterMeet("127.0.0.1", port(0));
      }
    }
    for (RedisCommands<String, byte[]> each : commands) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() ->
              each.clusterInfo().contains("cluster_state:ok")
                  && each.clusterInfo().contains("cluster_known_nodes:" + NODES));
    }
  }

  /** All addresses, as {@code idp.redis.uri} names a cluster. */
  public String uri() {
    return nodes.stream()
        .map(each -> "127.0.0.1:" + RedisURI.create(each.uri()).getPort())
        .collect(Collectors.joining(",", "redis://", ""));
  }

  /** Commands on one of the nodes. */
  public RedisCommands<String, byte[]> node(int number) {
    return commands.get(number);
  }

  private int port(int node) {
    return RedisURI.create(nodes.get(node).uri()).getPort();
  }

  /** Which slots a node has at first. */
  public static List<Integer> slotsOf(int node) {
    return IntStream.range(node * SLOTS / NODES, (node + 1) * SLOTS / NODES).boxed().toList();
  }

  /** Begins to move a slot: what is not there yet is made at its new place. */
  public void beginMoving(int slot, int from, int to) {
    node(to).clusterSetSlotImporting(slot, ids.get(from));
    node(from).clusterSetSlotMigrating(slot, ids.get(to));
  }

  /** Moves some keys of a slot that is being moved; whether there were any. */
  public boolean moveKeys(int slot, int most, int from, int to) {
    List<String> keys = node(from).clusterGetKeysInSlot(slot, most);
    if (!keys.isEmpty()) {
      node(from).migrate("127.0.0.1", port(to), 0, 5000, MigrateArgs.Builder.keys(keys));
    }
    return !keys.isEmpty();
  }

  /** Moves the rest of the keys, and tells every node whose the slot is now. */
  public void endMoving(int slot, int from, int to) {
    while (moveKeys(slot, 100, from, to)) {}
    node(to).clusterSetSlotNode(slot, ids.get(to));
    node(from).clusterSetSlotNode(slot, ids.get(to));
    IntStream.range(0, NODES)
        .filter(each -> each != from && each != to)
        .forEach(each -> node(each).clusterSetSlotNode(slot, ids.get(to)));
  }

  /** Ends a node for good. */
  public void stop(int node) {
    nodes.get(node).close();
  }

  @Override
  public void close() {
    nodes.forEach(OwnRedis::close);
  }
}
