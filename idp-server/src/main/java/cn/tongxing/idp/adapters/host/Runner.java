package cn.tongxing.idp.adapters.host;

/** Where a step is run: never the thread of the request. */
@FunctionalInterface
interface Runner {

  /** A virtual thread, for steps that wait for upstreams. */
  Runner VIRTUAL = (name, work) -> Thread.ofVirtual().name(name).start(work);

  /** Starts the work. */
  Thread start(String name, Runnable work);
}
