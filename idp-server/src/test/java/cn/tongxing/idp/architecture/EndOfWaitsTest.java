package cn.tongxing.idp.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;

/** Every wait has an end, in the server and in its tests. */
@AnalyzeClasses(packages = "cn.tongxing.idp")
class EndOfWaitsTest {

  /** Of what one waits by which method, as long as it takes. */
  private static final List<Map.Entry<Class<?>, String>> ENDLESS =
      List.of(
          Map.entry(CountDownLatch.class, "await"),
          Map.entry(CyclicBarrier.class, "await"),
          Map.entry(Condition.class, "await"),
          Map.entry(Future.class, "get"),
          Map.entry(CompletableFuture.class, "join"),
          Map.entry(Thread.class, "join"),
          Map.entry(BlockingQueue.class, "take"),
          Map.entry(Semaphore.class, "acquire"),
          Map.entry(Object.class, "wait"));

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
        && ENDLESS.stream()
            .anyMatch(each ->
                target.getName().equals(each.getValue())
                    && target.getOwner().isAssignableTo(each.getKey()));
  }
}
