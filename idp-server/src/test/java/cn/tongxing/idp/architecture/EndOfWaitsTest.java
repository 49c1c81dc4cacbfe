package cn.tongxing.idp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.LocationProvider;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every wait has an end: in the server, in all that stands beside it, and in their tests. */
@AnalyzeClasses(locations = EndOfWaitsTest.Modules.class)
class EndOfWaitsTest {

  private static final String SERVER = "idp-server";

  private static final ImportOption TESTS = ImportOption.Predefined.ONLY_INCLUDE_TESTS;

  /** Of what one waits by which method, as long as it takes. */
  private static final List<Map.Entry<Class<?>, String>> ENDLESS =
      List.of(
          Map.entry(CountDownLatch.class, "await"),
          Map.entry(CyclicBarrier.class, "await"),
          Map.entry(Condition.class, "await"),
          Map.entry(Condition.class, "awaitUninterruptibly"),
          Map.entry(Lock.class, "lock"),
          Map.entry(Lock.class, "lockInterruptibly"),
          Map.entry(Future.class, "get"),
          Map.entry(CompletableFuture.class, "join"),
          Map.entry(Thread.class, "join"),
          Map.entry(ForkJoinTask.class, "join"),
          Map.entry(CompletionService.class, "take"),
          Map.entry(BlockingQueue.class, "take"),
          Map.entry(Semaphore.class, "acquire"),
          Map.entry(Semaphore.class, "acquireUninterruptibly"),
          Map.entry(Process.class, "waitFor"),
          Map.entry(ExecutorService.class, "close"),
          Map.entry(Object.class, "wait"));

  /** Who does all the same, by which method, and why it ends. */
  private static final List<Excepted> EXCEPTIONS =
      List.of(
          new Excepted(
              "cn.tongxing.simulator.SimulatorApp",
              Set.of("await"),
              "a program that runs until it is ended"),
          new Excepted(
              "cn.tongxing.idp.testing.Finished",
              Set.of("waitFor", "join"),
              "the program is ended when its time is over, and its futures complete then"),
          new Excepted(
              "cn.tongxing.idp.keys.signing.CurrentKeys",
              Set.of("lock"),
              "whoever holds it reads the database, and every statement has a limit"),
          new Excepted(
              "cn.tongxing.idp.notice.outbox.DeliverNotices",
              Set.of("close"),
              "every message has a limit at the gateway, and every statement one"),
          new Excepted(
              "cn.tongxing.idp.proofing.peer.TellNews",
              Set.of("close"),
              "every adapter has a limit, and every statement one"),
          new Excepted(
              "cn.tongxing.idp.keys.password.PasswordQueueTest",
              Set.of("acquireUninterruptibly"),
              "it stands for a computation, which nobody interrupts; let go after each test"));

  /** What is built of all modules; whoever builds this one alone looks at what it builds on. */
  static final class Modules implements LocationProvider {

    @Override
    public Set<Location> get(Class<?> asking) {
      return named().stream()
          .flatMap(
              module -> Stream.of("target/classes", "target/test-classes").map(module::resolve))
          .filter(Files::isDirectory)
          .map(Location::of)
          .collect(Collectors.toUnmodifiableSet());
    }

    /** As the project names them, in the order of the build. */
    static List<Path> named() {
      try {
        Path project = Path.of("..").toRealPath();
        return Pattern.compile("<module>([^<]+)</module>")
            .matcher(Files.readString(project.resolve("pom.xml")))
            .results()
            .map(module -> project.resolve(module.group(1)))
            .toList();
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private record Excepted(String type, Set<String> methods, String reason) {}

  @ArchTest
  static final ArchRule nothingWaitsAsLongAsItTakes =
      noClasses()
          .should()
          .callMethodWhere(
              DescribedPredicate.describe("they wait without an end", EndOfWaitsTest::isEndless))
          .because("what does not come must fail, and hold up nobody");

  @ArchTest
  static void allThatIsBuiltIsLookedAt(JavaClasses classes) {
    List<Path> modules = Modules.named();
    assertThat(modules).hasSizeGreaterThan(6);
    assertThat(modules.getLast().endsWith(SERVER)).as("all others are built before it").isTrue();
    for (Path module : modules) {
      assertThat(Files.isDirectory(module.resolve("target/classes")))
          .as("%s is among what is looked at", module)
          .isEqualTo(
              classes.stream().anyMatch(each -> sourceOf(each).contains(module + "/target/")));
    }
  }

  private static boolean isEndless(JavaMethodCall call) {
    AccessTarget.MethodCallTarget target = call.getTarget();
    return target.getRawParameterTypes().isEmpty()
        && !isExcepted(call)
        && ENDLESS.stream()
            .anyMatch(each ->
                target.getName().equals(each.getValue())
                    && target.getOwner().isAssignableTo(each.getKey()));
  }

  private static boolean isExcepted(JavaMethodCall call) {
    JavaClass caller = call.getOriginOwner();
    String method = call.getTarget().getName();
    return isClosedByATest(caller, method)
        || EXCEPTIONS.stream()
            .anyMatch(
                each -> outermost(caller).equals(each.type()) && each.methods().contains(method));
  }

  /**
   * Threads that a test closes run what the test gave them, every wait of which has an end by this
   * very rule; and the test has a limit, which interrupts them.
   */
  private static boolean isClosedByATest(JavaClass caller, String method) {
    return method.equals("close") && TESTS.includes(sourceOf(caller));
  }

  private static Location sourceOf(JavaClass type) {
    return Location.of(type.getSource().orElseThrow().getUri());
  }

  private static String outermost(JavaClass type) {
    return type.getName().split("\\$", 2)[0];
  }
}
