package cn.tongxing.idp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
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

/** Every wait has an end, in the server and in its tests. */
@AnalyzeClasses(packages = "cn.tongxing.idp")
class EndOfWaitsTest {

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
              "cn.tongxing.idp.keys.password.PasswordQueueTest",
              Set.of("acquireUninterruptibly"),
              "it stands for a computation, which nobody interrupts; let go after each test"));

  private record Excepted(String type, Set<String> methods, String reason) {}

  @ArchTest
  static final ArchRule nothingWaitsAsLongAsItTakes =
      noClasses()
          .should()
          .callMethodWhere(
              DescribedPredicate.describe("they wait without an end", EndOfWaitsTest::isEndless))
          .because("what does not come must fail, and hold up nobody");

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
