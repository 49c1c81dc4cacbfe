/** The simulator's small web server: requests, answers, routes and the frame of its pages. */
@NullMarked
package cn.tongxing.simulator.http;

import org.jspecify.annotations.NullMarked;
