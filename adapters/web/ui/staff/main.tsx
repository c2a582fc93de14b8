// The staff page starts here.
import { render } from 'preact';
import { show_favicon } from '../shared/favicon';
import { open_alarm } from './alarm';
import { StaffApp } from './app';
import './staff.css';

show_favicon();
const alarm = open_alarm();
const place = document.getElementById('page');
if (place) render(<StaffApp alarm={alarm} />, place);
