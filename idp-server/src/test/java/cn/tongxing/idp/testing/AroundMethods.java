package cn.tongxing.idp.testing;

import java.lang.reflect.Method;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** Stands around every method of a test class, whichever kind it is of. */
interface AroundMethods extends InvocationInterceptor {

  /** What a method is there for. */
  enum Part {
    TEST,
    PREPARING,
    TIDYING
  }

  /** Lets the method run, or not. */
  void around(
      Part part,
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable;

  @Override
  default void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    around(Part.TEST, invocation, method, context);
  }

  @Override
  default void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    around(Part.TEST, invocation, method, context);
  }

  @Override
  default void interceptBeforeAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    around(Part.PREPARING, invocation, method, context);
  }

  @Override
  default void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    around(Part.PREPARING, invocation, method, context);
  }

  @Override
  default void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    around(Part.TIDYING, invocation, method, context);
  }

  @Override
  default void interceptAfterAllMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    around(Part.TIDYING, invocation, method, context);
  }
}
