package cn.tongxing.idp.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.extension.TestInstanceFactoryContext;
import org.junit.jupiter.api.extension.TestInstancePreConstructCallback;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.util.FileSystemUtils;

/**
 * Mutation testing (PIT): mutants meet only tests that end within a second. PIT runs every test
 * once, in a JVM of its own, to see what it reaches; which took longer is written down there. The
 * JVMs that try mutants leave these out, and whole classes whose preparations take three seconds or
 * that end their Spring context, since PIT runs each test alone and pays them for every one.
 *
 * <p>In those JVMs PIT finds the tests of a class by running all of them, before the first mutant.
 * That time only one of a class is run, so that what its tests share is there, and warm. In every
 * other run of tests this does nothing. Registered for every test.
 */
public final class QuickTests
    implements ExecutionCondition,
        BeforeAllCallback,
        TestInstancePreConstructCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AroundMethods {

  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** For what the tests of a class share; each of them pays it when it runs alone. */
  private static final Duration PREPARATIONS = Duration.ofSeconds(3);

  private enum Role {
    NONE,
    MEASURES,
    TRIES_MUTANTS;

    static Role ofThisJvm() {
      if (System.getProperty("mutation.slow") == null) {
        return NONE;
      }
      String program = System.getProperty("sun.java.command", "");
      return program.startsWith("org.pitest.coverage.") ? MEASURES : TRIES_MUTANTS;
    }
  }

  private static final Role ROLE = Role.ofThisJvm();

  /** Ids of tests and classes. */
  private static final Set<String> SLOW = slow();

  /** When something began. */
  private static final Map<String, Long> BEGUN = new ConcurrentHashMap<>();

  private static final Set<String> FOUND = ConcurrentHashMap.newKeySet();
  private static final Set<String> ONLY_FOUND = ConcurrentHashMap.newKeySet();
  private static final Set<String> WARM = ConcurrentHashMap.newKeySet();

  /** A test that PIT does not find counts as one that noticed: all are found before. */
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    String id = context.getUniqueId();
    return SLOW.contains(id) && FOUND.contains(id)
        ? ConditionEvaluationResult.disabled("takes longer than " + LIMIT)
        : ConditionEvaluationResult.enabled("quick, or no mutants here");
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    String id = context.getUniqueId();
    if (ROLE == Role.MEASURES) {
      if (AnnotatedElementUtils.hasAnnotation(
          context.getRequiredTestClass(), DirtiesContext.class)) {
        writeSlow(id);
      }
      warmUp();
      BEGUN.put(id, System.nanoTime());
    }
    find(id, SLOW.contains(id));
  }

  @Override
  public void preConstructTestInstance(
      TestInstanceFactoryContext factory, ExtensionContext context) {
    ended(classOf(context), PREPARATIONS);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    String id = context.getUniqueId();
    String tests = classOf(context);
    ended(tests, PREPARATIONS);
    if (ROLE == Role.MEASURES) {
      BEGUN.put(id, System.nanoTime());
    }
    find(id, SLOW.contains(id) || SLOW.contains(tests) || !WARM.add(tests));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ended(context.getUniqueId(), LIMIT);
  }

  /** The first class of a JVM is not charged with what all others find there. */
  private static void warmUp() throws IOException {
    if (WARM.add("")) {
      Path folder = Files.createTempDirectory("warm-up");
      ServerNode.start(TestServices.newDatabase(), folder.resolve("key")).close();
      FileSystemUtils.deleteRecursively(folder);
    }
  }

  private static void ended(String id, Duration limit) {
    Long began = BEGUN.remove(id);
    if (began != null && System.nanoTime() - began > limit.toNanos()) {
      writeSlow(id);
    }
  }

  private static void find(String id, boolean nothingMore) {
    if (ROLE == Role.TRIES_MUTANTS) {
      if (FOUND.add(id) && nothingMore) {
        ONLY_FOUND.add(id);
      } else {
        ONLY_FOUND.remove(id);
      }
    }
  }

  private static String classOf(ExtensionContext context) {
    ExtensionContext at = context;
    while (at.getTestMethod().isPresent()) {
      at = at.getParent().orElseThrow();
    }
    return at.getUniqueId();
  }

  @Override
  public void around(
      Part part,
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    if (ONLY_FOUND.contains(context.getUniqueId())) {
      invocation.skip();
    } else {
      invocation.proceed();
    }
  }

  private static Set<String> slow() {
    try {
      return switch (ROLE) {
        case NONE -> Set.of();
        case MEASURES -> {
          Files.createDirectories(file().getParent());
          Files.writeString(file(), "");
          yield Set.of();
        }
        case TRIES_MUTANTS -> {
          try (Stream<String> lines = Files.lines(file())) {
            yield lines.collect(Collectors.toUnmodifiableSet());
          }
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void writeSlow(String id) {
    try {
      Files.writeString(file(), id + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file() {
    return Path.of(System.getProperty("mutation.slow"));
  }
}
