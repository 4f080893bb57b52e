export { certificatesOfPem } from './chain.js';
export { timeStampRequest, type TimeStampRequest } from './request.js';
export { TimeStampError } from './time-stamp-error.js';
export { checkTimeStamp, TIME_STAMP_BYTES_MAX, type TimeStamp } from './time-stamp.js';
