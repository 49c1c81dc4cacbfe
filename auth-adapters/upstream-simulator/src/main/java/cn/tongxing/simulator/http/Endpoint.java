package cn.tongxing.simulator.http;

/** Answers one request. Safe for concurrent use. */
@FunctionalInterface
public interface Endpoint {

  /** The answer; an exception becomes status 500. */
  Reply answer(Call call);
}
